"""Text in a network's own column that has not the form which a profile gives it."""

from exchangespec.rules.rule import Example, Rule

PLAN = {
    "type": "ActionPlan",
    "id": "ex:plan",
    "name": {"en": "Integrated action plan of Mechelen"},
    "kind": "integrated_action_plan",
    "owners": ["ex:mechelen"],
    "plan_status": "draft",
    "sources": ["ex:report"],
}
HEADER = {"profiles": ["urbact"]}

RULE = Rule(
    code="EXS715",
    slug="profile-column-malformed",
    severity="error",
    title="Text in a network's own column has another form than its profile says.",
    message="“{value}” is not {form}, as the profile {profile} asks of “{title}”.",
    why="A network's own columns are there to be counted and compared, which needs one notation.",
    fix="Write it in the form named.",
    wrong=Example(
        [{**PLAN, "x_small_scale_actions": "some"}],
        header=HEADER,
        at={"record": "ex:plan", "field": "x_small_scale_actions"},
    ),
    right=Example([{**PLAN, "x_small_scale_actions": "~3"}], header=HEADER),
)
