"""What a program must not say: both type checkers have to reject every line that ends in `wrong`."""

import pulumi

import statsig_pulumi as statsig
from statsig_pulumi import Decision, Group, Rule
from statsig_pulumi import conditions as when

statsig.Gate("a", descripton="misspelt")  # wrong
statsig.Gate("a", description=1)  # wrong
statsig.Gate("a", is_enabled="yes")  # wrong
statsig.Gate("a", type="FOREVER")  # wrong
statsig.Gate("a", rules=["staff"])  # wrong
statsig.Gate("a", "description")  # wrong
statsig.Gate()  # wrong
statsig.Gate("a", on_destroy="explode")  # wrong
statsig.Gate("a", opts={"protect": True})  # wrong
statsig.Gate("a", status="Archive")  # wrong
Rule(pass_percentage=10)  # wrong
Rule(name="a", pass_percentage="10")  # wrong
Rule(name="a", conditions=when.everyone())  # wrong
Rule("a")  # wrong
Group(name="a", size=50)  # wrong
Decision(group="a")  # wrong
statsig.Team("a", members="ada@example.com")  # wrong
statsig.Ingestion("a", type="s3")  # wrong
statsig.Ingestion("a", type="ftp", dataset="Events")  # wrong
statsig.Experiment("a", allocation="all")  # wrong
statsig.Gate("a", description=pulumi.Output.from_input(1))  # wrong
statsig.Provider("eu")  # wrong
when.passes_gate(1)  # wrong


async def count() -> int:
    """Return what no description is."""
    return 1


statsig.Gate("a", description=count())  # wrong
number: int = statsig.Gate("a").current_status  # wrong
print(statsig.Gate("a").no_such_output)  # wrong
print(statsig.Gate("a").opts)  # wrong
statsig.Gate("a").description.apply(lambda text: text.no)  # wrong
statsig.Gate("a").adopt.apply(lambda adopt: adopt + "")  # wrong
statsig.Gate("a").description.apply(lambda text: text.upper())  # wrong
described: pulumi.Output[str] = statsig.Gate("a").description  # wrong
rules: pulumi.Output[list[Rule]] = statsig.Gate("a").rules  # wrong
enabled: bool = statsig.Gate("a").is_enabled  # wrong
theirs: pulumi.Output[str] = statsig.Gate.get("a", "b").description  # wrong
statsig.Gate("a", description=statsig.Gate("b").rules)  # wrong
statsig.Gate("a", description=statsig.Gate("b"))  # wrong
statsig.Gate(resource_name="a")  # wrong
statsig.GateRule("a")  # wrong
statsig.GateRule("a", "gate")  # wrong
statsig.Gate.get("a")  # wrong
statsig.Tag("a", name=1)  # wrong
