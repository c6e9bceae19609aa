"""Mutation testing of the rules: small changes to the code that judges, which the tests must notice.

``make mutate`` runs all of it, ``make mutate KIND=daily_rest`` one module. mutmut makes and runs the
mutants; a mutant that no test notices must be explained in ``reasons.yaml``, or the run fails.
"""
