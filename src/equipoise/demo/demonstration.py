"""The demonstration centre: telecom sales, service and help desk in the Netherlands."""

from __future__ import annotations

from .recipe import QueueRecipe, Recipe, Rotation, SkillSet, Staff

DEMONSTRATION = Recipe(
    toml="demonstration.toml",
    history_weeks=26,
    queues=(
        QueueRecipe("sales", 3000, "retail_bank", "prospect", growth=0.04),
        QueueRecipe("service", 3950, "retail_bank", "regular", growth=0.06),
        QueueRecipe("helpdesk", 1750, "small_bank", "internet_support", growth=-0.03),
        QueueRecipe("chat", 1450, "small_bank", "stock_exchange", growth=0.12),
    ),
    staff=Staff(
        teams=("Amstel", "Maas", "Waal", "IJssel"),
        contracts=((40, 8), (36, 12), (32, 14), (28, 7), (24, 10), (20, 5), (16, 3)),
        skills=(
            SkillSet(14, {"service": 4, "sales": 3}),
            SkillSet(12, {"service": 4, "helpdesk": 3}),
            SkillSet(6, {"helpdesk": 4, "chat": 3}),
            SkillSet(7, {"service": 4, "chat": 4}),
            SkillSet(8, {"sales": 4, "service": 2, "chat": 3}),
            SkillSet(4, {"sales": 5}),
            SkillSet(4, {"helpdesk": 5}),
            SkillSet(4, {"service": 4, "sales": 4, "helpdesk": 4, "chat": 4}),
        ),
        fixed_term=11,
        agency=6,
        on_call=3,
        young_skills={"service": 2, "sales": 2},
        first_aiders=40,  # ten people at work in the thinnest hour: hardly ever none of them
    ),
    rotation=Rotation(
        weeks=17,
        early=8 * 60,
        late=12 * 60,
        full_h=8.5,
        short_h=4.0,
        saturday=9 * 60,
        saturday_h=8.0,
        young_evening=16 * 60,
    ),
)
