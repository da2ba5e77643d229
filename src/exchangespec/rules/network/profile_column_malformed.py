"""Text in a network's own column that has not the form which a profile gives it."""

from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import PLAN, URBACT

DRAFT = {**PLAN, "plan_status": "draft"}

RULE = Rule(
    code="EXS715",
    slug="profile-column-malformed",
    severity="error",
    title="Text in a network's own column has another form than its profile says.",
    message="“{value}” is not {form}, as the profile {profile} asks of “{title}”.",
    why="A network's own columns are there to be counted and compared, which needs one notation.",
    fix="Write it in the form named.",
    wrong=Example(
        [{**DRAFT, "x_small_scale_actions": "some"}],
        header=URBACT,
        at={"record": "ex:plan", "field": "x_small_scale_actions"},
    ),
    right=Example([{**DRAFT, "x_small_scale_actions": "~3"}], header=URBACT),
)
