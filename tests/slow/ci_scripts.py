"""The scripts of samples/ci, as a runner would start them: ci_scripts.py FILE NAME=VALUE ... prints them.

Inputs are put in as GitHub and GitLab do; what a step takes from the environment is exported.
"""
import re
import shlex
import sys

import yaml


def github(action, inputs):
    for step in action["runs"]["steps"]:
        if step.get("if") == "inputs.arguments != ''" and not inputs.get("arguments"):
            continue
        lines = ["set -eo pipefail"]
        for name, value in step.get("env", {}).items():
            given = re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda m: inputs[m.group(1)], value)
            lines.append(f"export {name}={shlex.quote(given)}")
        lines.append(step["run"])
        yield step["name"], "\n".join(lines)


def gitlab(text, inputs):
    spec, jobs = text.split("\n---\n", 1)
    known = yaml.safe_load(spec)["spec"]["inputs"]
    for name, what in known.items():
        inputs.setdefault(name, what.get("default", ""))
    jobs = yaml.safe_load(re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda m: inputs[m.group(1)], jobs))
    for name, job in jobs.items():
        if name.startswith("."):
            continue
        base = jobs[job["extends"]]
        yield name, "\n".join(["set -e", *base["before_script"], *job["script"]])


def main():
    path, inputs = sys.argv[1], dict(pair.split("=", 1) for pair in sys.argv[2:])
    text = open(path, encoding="utf-8").read()
    found = gitlab(text, inputs) if "\nspec:" in text else github(yaml.safe_load(text), inputs)
    for name, script in found:
        with open(name.replace(" ", "-") + ".sh", "w", encoding="utf-8") as out:
            out.write(script + "\n")
        print(name.replace(" ", "-") + ".sh")


main()
