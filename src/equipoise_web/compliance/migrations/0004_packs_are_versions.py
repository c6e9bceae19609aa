"""What the rows of packs said is in the gated versions now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("compliance", "0003_packs_carried_over")]
    operations = [migrations.DeleteModel("CentrePack")]
