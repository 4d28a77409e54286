#!/bin/sh
# Exports as people have them, made here in the forms of sheets of several languages, downloads of cloud consoles
# and of monitoring, and what clients of data bases print. A row each: what its own text says, or the words of the
# refusal and what they name.
. "$(dirname "$0")/tap.sh"
people=$root/tests/exports/people

# reads NAME COLUMNS ROWS FIRST LAST: the header, how many rows, and the first and last of them.
reads()
{
    run "$headroom" clean "$people/$1"
    is "$(printf '%s\n' "$out" | sed -n '1p;2p;$p')" "time,$2,filled
$4
$5" "$1: columns, the first row and the last"
    is "$(printf '%s\n' "$out" | sed 1d | wc -l | tr -d ' ')" "$3" "$1: $3 rows"
}

# told PART: the last one said so. not_told PART: it did not.
told() { has "$err" "$1" "and says: $1"; }
not_told()
{
    case $err in *"$1"*) false ;; esac
    ok $? "and does not say: $1"
}

reads aws_cost_explorer.csv ec2_instances,rds,s3,total_costs 30 \
    '2024-03-04T00:00:00Z,10,4,0.3,14.3,' '2024-04-02T00:00:00Z,12.9,4.29,0.329,17.519,'
reads azure_cost.csv service,cost_usd,cost 40 \
    '2024-03-04T00:00:00Z,Virtual Machines,100,90,' '2024-03-23T00:00:00Z,Storage,21.9,19.71,'
reads azure_metrics.csv percentage_cpu_avg 48 \
    '2024-03-04T00:00:00Z,30,' '2024-03-04T03:55:00Z,32,'
reads cloudwatch_logs_insights.csv count_per_s,avg_duration 48 \
    '2024-03-04T00:00:00Z,1.666666667,33,' '2024-03-04T03:55:00Z,1.673333333,36,'
reads datadog.csv avg_system_cpu_user_env_prod_by_host_host_web_1,avg_system_cpu_user_env_prod_by_host_host_web_2 48 \
    '2024-03-04T00:00:00Z,30,40,' '2024-03-04T03:55:00Z,32,42,'
reads day_by_hour.csv value 336 \
    '2024-03-04T00:00:00Z,1000,' '2024-03-17T23:00:00Z,1243,'
told 'the columns "00:00" to "23:00" are times of the day: their values are one series'
run "$headroom" clean "$people/day_by_hour.csv" --tz Europe/Berlin
is "$(printf '%s\n' "$out" | sed -n 8p)" '2024-03-04T05:00:00Z,1060,' 'day_by_hour.csv: on the clock of a zone'
reads dynatrace.csv cpu_usage_host_1_percent,cpu_usage_host_2_percent 48 \
    '2024-03-04T00:00:00Z,30,40,' '2024-03-04T03:55:00Z,32,42,'
reads excel_de.csv anfragen_gesamt_per_s,cpu_auslastung_percent 48 \
    '2024-03-04T00:00:00Z,3.333333333,40,' '2024-03-05T23:00:00Z,4.094166667,45,'
reads excel_fr.csv requêtes_per_s,temps_de_réponse_ms 48 \
    '2024-03-04T00:00:00Z,0.8333333333,120,' '2024-03-05T23:00:00Z,1.368611111,122,'
told 'dates such as 03/04/2024 are read with the'
reads excel_ja.csv リクエスト数,cpu使用率_percent 48 \
    '2024-03-04T00:00:00Z,1000,40,' '2024-03-05T23:00:00Z,1041,45,'
reads excel_us.csv cost,requests_per_s 48 \
    '2024-03-04T00:00:00Z,1200,0.2777777778,' '2024-03-05T23:00:00Z,1247,0.2908333333,'
told 'dates such as 03/04/2024 are read with the'
reads fixed.txt service,cpu,mem 48 \
    '2024-03-04T00:00:00Z,web-1,30,2048,' '2024-03-04T00:23:00Z,web-2,32,2053,'
reads gcp_billing.csv service,cost_€,discounts_€,subtotal_€ 40 \
    '2024-03-04T00:00:00Z,Compute Engine/6F81-5844-456A,100,0,100,' '2024-03-23T00:00:00Z,Cloud SQL/9662-B51E-5089,41.9,0,41.9,'
reads gcp_metrics.csv compute_googleapis_com_instance_cpu_utilization_filtered_mean_instance_name_web_1,compute_googleapis_com_instance_cpu_utilization_filtered_mean_instance_name_web_2 48 \
    '2024-03-04T00:00:00Z,0.4,0.5,' '2024-03-04T00:47:00Z,0.42,0.55,'
reads grafana_joined.csv web_1_per_s,web_2_per_s 48 \
    '2024-03-04T00:00:00Z,,1048576,' '2024-03-04T00:47:00Z,32768,3145728,'
reads influx_pivot.csv service,table,cpu,mem 48 \
    '2024-03-04T00:00:00Z,web-1,0,30,60,' '2024-03-04T00:23:00Z,web-2,1,32,62,'
reads kibana_lens.csv count_of_records_per_s,median_of_bytes 48 \
    '2024-03-04T00:00:00Z,0.5,5000,' '2024-03-04T23:30:00Z,0.6827777778,5300,'
reads markdown.md requests_per_s,latency_ms 48 \
    '2024-03-04T00:00:00Z,0.1666666667,20,' '2024-03-05T23:00:00Z,0.1672222222,23,'
reads mysql.txt service,reqs_per_s 48 \
    '2024-03-04T00:00:00Z,web-1,10,' '2024-03-04T00:23:00Z,web-2,10.03333333,'
told 'rows of comments or rules left out'
not_told 'cut off'
reads newrelic.csv average_duration 48 \
    '2024-03-04T00:00:00Z,0.2,' '2024-03-04T03:55:00Z,0.22,'
reads prtg.csv traffic_total_volume,traffic_total_volume_raw,traffic_total_speed_per_s,traffic_total_speed_raw,downtime_percent,downtime_raw,coverage_percent,coverage_raw 48 \
    '2024-03-04T00:00:00Z,10000,10240000,2750,2750,0,0,100,10000,' '2024-03-05T23:00:00Z,10047,10288128,8625,8625,0,0,100,10000,'
told 'the numbers of "Date Time(RAW)" are read as a spreadsheet'
reads psql.txt service,load 48 \
    '2024-03-04T00:00:00Z,web-1,1,' '2024-03-04T00:23:00Z,web-2,2,'
told 'rows of comments or rules left out'
not_told 'cut off'
reads sheets_paste.tsv besuche_per_s,umsatz 40 \
    '2024-03-04T00:00:00Z,0.01157407407,2000,' '2024-04-12T00:00:00Z,0.01744212963,2663.39,'
reads solarwinds.csv service,average_cpu_load_percent,peak_cpu_load_percent 48 \
    '2024-03-04T00:00:00Z,WEB01,30,50,' '2024-03-05T23:00:00Z,WEB01,32,55,'
reads sqlcmd.txt cpu,mem 48 \
    '2024-03-04T00:00:00Z,30,2048,' '2024-03-04T00:47:00Z,32,2095,'
reads tsv.tsv service,bytes_s 48 \
    '2024-03-04T00:00:00Z,x,1000,' '2024-03-04T00:47:00Z,x,1047,'
reads two_headers.csv web_1_cpu,web_1_mem,web_2_cpu,web_2_mem 48 \
    '2024-03-04T00:00:00Z,30,60,40,70,' '2024-03-04T00:47:00Z,32,62,43,71,'
told 'names that occur twice are told apart by the row above them: "web-2 Mem"'
not_told 'before the table'
reads vcenter.csv cpu_usage_for_web_1_percent,memory_usage_for_web_1_percent 48 \
    '2024-03-04T00:00:00Z,30,60,' '2024-03-04T03:55:00Z,32,62,'

# --- refused, and what the words name works ---
# refused NAME PART
refused()
{
    run "$headroom" clean "$people/$1"
    is "$status" 2 "$1: is refused"
    has "$err" "$2" "$1: in words"
}
refused no_names.txt 'those parted by blanks need a line of names above them, "time value" or "date time value"'
{ echo 'date time epoch value'; cat "$people/no_names.txt"; } >named.txt
run "$headroom" clean named.txt --value value
is "$(printf '%s\n' "$out" | sed -n 1,2p)" "time,value,filled
2024-03-04T00:00:00Z,12.1," "no_names.txt: with names it is read"
refused logcli.txt 'those parted by blanks need a line of names above them'
{ echo 'time stream value'; cat "$people/logcli.txt"; } >named.txt
run "$headroom" clean named.txt
is "$(printf '%s\n' "$out" | sed -n 2p)" '2024-03-04T00:00:00Z,"{app=""web""}",10,' "logcli.txt: with names it is read"
refused nagios.txt "lines of a log: sed -n 's/^\\[\\([0-9]*\\)\\].*NAME=\\([0-9.]*\\).*/\\1,\\2/p' takes the time"
{ echo time,load1; sed -n 's/^\[\([0-9]*\)\].*load1=\([0-9.]*\).*/\1,\2/p' "$people/nagios.txt"; } >load.csv
run "$headroom" clean load.csv
is "$(printf '%s\n' "$out" | sed -n 1,2p)" "time,load1,filled
2024-03-04T00:00:00Z,1," "nagios.txt: what sed takes out is read"
refused psql_expanded.txt 'records one below the other, as psql -x prints them: psql --csv writes a row each'
refused sqlite_box.txt 'a table drawn with lines: sqlite3 -csv, duckdb -csv, psql --csv and their like write CSV'
refused transposed.csv "its times stand in the header, 30 columns of them; give every value a row of its own: mlr --csv reshape -r '^[0-9]' -o time,value"
if command -v mlr >/dev/null; then
    mlr --csv reshape -r '^[0-9]' -o time,value "$people/transposed.csv" >long.csv
    run "$headroom" clean long.csv
    # Releases of mlr differ in the order of the rows, and so of the columns.
    is "$(printf '%s\n' "$out" | sed -n 1p | tr , '\n' | sort | tr '\n' ' ')" \
        "errors_per_s filled requests_per_s time " "transposed.csv: what mlr writes is read"
else
    skip "transposed.csv: what mlr writes" "no mlr here"
fi
done_testing
