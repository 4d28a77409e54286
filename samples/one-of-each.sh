#!/bin/sh
# One of each command, on the samples: these run as they stand where the sources are, one by one or all
# of them (PATH=.:$PATH sh samples/one-of-each.sh); what they write stays in the present folder.

# the decision of a plan for another program
headroom plan samples/web-requests.csv --assume samples/web-assumptions.csv --format json | jq .decision

# what is this, and is it enough to plan with?
headroom describe samples/web-metrics.csv

# one regular series per metric, a row every 5 minutes, totals as rates per second
headroom clean samples/web-requests.csv -o clean.csv

# what it is made of: trend, seasons, and how far the forecast is to be trusted
headroom fit samples/web-requests.csv

# the p95 forecast of the next 90 days, sized step by step with the team's assumptions
headroom forecast samples/web-requests.csv --horizon 90d |
  headroom size --assume samples/web-assumptions.csv --demand p95 > plan.csv

# from a response-time target instead of a rate per instance
headroom size --demand 10k/s --latency p99=200ms --service-time 20ms --workers 16

# which instance type is the cheapest for it, of those of one provider
headroom size --demand 10k/s --per-instance 500/s --type m7i.large --catalogue default:aws

# the whole system behind the load balancer: what breaks first, what each tier needs, in which order
headroom size --tiers samples/shop-tiers.csv --links samples/shop-links.csv --demand 18k/s

# what one instance takes, from a load test, into the team's assumptions
headroom calibrate samples/loadtest.csv --latency p99=200ms --into web.csv

# when do 40 instances not suffice any more, and by when must more be ordered?
headroom forecast samples/web-requests.csv --horizon 90d |
  headroom runout --limit 40 --per-instance 500/s --demand p95 --lead-time 6w

# five and ten times that, with the sale and the newsletters of the spring: does it fit the
# budget? (it does not: exit status 1)
headroom forecast samples/web-requests.csv |
  headroom whatif --events samples/web-events.csv --scale 1x,5x,10x |
  headroom size --assume samples/web-assumptions.csv --demand p95 --by scenario > scenarios.csv

# a fleet: every service in one run
headroom forecast samples/fleet.csv --by service |
  headroom size --assume samples/fleet-assumptions.csv --demand p95 > fleet-plan.csv

# what to commit to, of what is needed: a year, three years, a savings plan
headroom clean samples/web-requests.csv --gaps fill |
  headroom size --assume samples/web-assumptions.csv --demand requests_per_s |
  headroom cost --assume samples/web-assumptions.csv --offers samples/offers.csv

# requests and limits of what runs on Kubernetes, a leak named, the nodes that it takes
headroom rightsize samples/containers.csv --by namespace,pod,container --present samples/containers.yaml \
  --nodes samples/nodes.csv

# the plan for the review, as a workbook
headroom plan samples/web-requests.csv --assume samples/web-assumptions.csv --horizon 8w -o q2.xlsx

# the same with what else could be bought and with the tiers behind it: cheaper types, commitments
headroom plan samples/web-requests.csv --assume samples/web-assumptions.csv --horizon 8w \
  --catalogue default:aws --type m5.large --offers samples/offers.csv --owned samples/owned.csv \
  --tiers samples/shop-tiers.csv --links samples/shop-links.csv -o review.xlsx

# what the scaling policy would have done to the last weeks, and to a surge
headroom simulate samples/web-requests.csv --policy samples/web-policy.json \
  --assume samples/web-assumptions.csv --summary --stress 5x,10x

# before a policy is deployed: lint, a replay of the last weeks, and one of a tenfold surge
headroom check samples/web-requests.csv --policy samples/web-policy.json \
  --assume samples/web-assumptions.csv --require 'violation<=0.1%' --require '10x:violation<=60%'

# a step-scaling table in which no demand goes round in circles, as files to deploy
headroom steps samples/web-requests.csv --assume samples/web-assumptions.csv --emit aws > steps.json

# the fewest scheduled actions that keep p95 served, a sale's capacity two days ahead of it
headroom forecast samples/web-requests.csv |
  headroom schedule --assume samples/web-assumptions.csv --demand p95 --boot 5m --tz Europe/Berlin \
  --events samples/web-events.csv --ahead 2d

# how many stopped instances cover the rises within a cold start, as a template to deploy
headroom warmpool samples/web-requests.csv --assume samples/web-assumptions.csv --boot 6m --group web \
  --emit cloudformation > pool.json

# for every service: how many now, how urgent, by which strategy
headroom recommend samples/fleet.csv --by service --assume samples/fleet-assumptions.csv

# the cheapest policy that passes, learnt from the first half and verified on the second
headroom tune samples/web-requests.csv --assume samples/web-assumptions.csv \
  --require 'violation<=0.1%' --require '5x:violation<=20%'
