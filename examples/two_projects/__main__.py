"""The same gate in two Statsig projects, each with its own key."""

import pulumi

import statsig_pulumi as statsig

config = pulumi.Config()
# In earnest both come from the stack: pulumi config set --secret euKey console-...
keys = {region: config.get_secret(f"{region}Key") or f"console-{region}" for region in ("eu", "us")}
url = pulumi.Config("statsig").get("apiUrl")

for region, key in keys.items():
    project = statsig.Provider(region, console_api_key=key, api_url=url)
    statsig.Gate(
        f"checkout_{region}",
        gate_id="checkout",
        description=f"Checkout, {region.upper()}",
        opts=pulumi.ResourceOptions(provider=project),
    )
