"""Calls and uses of which both type checkers have to reject every line that ends in `wrong`."""

import pulumi

import statsig_pulumi as statsig

name = pulumi.Output.from_input("new_checkout")

statsig.get_gate()  # wrong
statsig.get_gate(1)  # wrong
statsig.get_gate(name)  # wrong
statsig.get_gate("a", "b")  # wrong
statsig.get_gate("a", provider="eu")  # wrong
percentage: str = statsig.get_gate("a").rules[0].pass_percentage  # wrong
changed: float = statsig.get_gate("a").last_modified_time  # wrong
statsig.get_gate_output(1)  # wrong
later: statsig.Gate = statsig.get_gate_output("a")  # wrong
statsig.list_gates("STALE")  # wrong
statsig.list_gates(type="FOREVER")  # wrong
statsig.list_gates(type_reason="BORING")  # wrong
statsig.list_gates(pass_rate=100)  # wrong
statsig.list_gates(tags=["checkout", name])  # wrong
statsig.list_gates(tag=["checkout"])  # wrong
statsig.list_gates()[0]  # wrong
statsig.list_gates_output(type="FOREVER")  # wrong
statsig.list_gates_output(tags=[1])  # wrong
statsig.list_gates_output(tags=name.apply(len))  # wrong
statsig.list_experiments(status="running")  # wrong
statsig.list_experiments(status=["active", "running"])  # wrong
statsig.get_ingestion("ftp", "Events", "orders")  # wrong
statsig.get_ingestion_schedule("events")  # wrong
statsig.get_ingestion("s3", "Events")  # wrong
first: str = statsig.get_event_metrics("a").id  # wrong
print(statsig.get_gate("a").colour)  # wrong
statsig.list_audit_logs(action_type=1)  # wrong
statsig.get_ingestion_status("2024-09-01")  # wrong
statsig.get_ingestion_status("2024-09-01", "2024-09-02", status="FINE")  # wrong
statsig.get_experiment_pulse("copy")  # wrong
statsig.get_experiment_pulse("copy", "a", "b", cuped="true")  # wrong
statsig.list_release_pipeline_triggers(status="DONE")  # wrong
statsig.pulse_rows(statsig.get_metric("a::sum"))  # wrong
key: str = statsig.get_key("secret-x").key  # wrong
