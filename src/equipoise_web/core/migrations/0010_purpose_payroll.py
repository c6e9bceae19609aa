"""Who looks at hours for payroll says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0009_unique_names_on_both_databases"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reading",
            name="purpose",
            field=models.SlugField(
                choices=[
                    ("planning", "Planning the roster"),
                    ("day", "Running the day"),
                    ("request", "Answering a request"),
                    ("contract", "Contract and hours"),
                    ("payroll", "Hours for payroll"),
                    ("coaching", "Coaching"),
                    ("evaluation", "Evaluation"),
                    ("safety", "Health and safety"),
                    ("representation", "Representing workers"),
                    ("access", "Access and roles"),
                    ("audit", "Audit"),
                ],
                max_length=30,
            ),
        ),
    ]
