#include "ingest/kind.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "base/str.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const gauge_words[] = {
    "rate", "avg", "average", "mean", "median", "percent", "percentile", "pct", "ratio", "usage",
    "used", "free", "latency", "duration", "time", "seconds", "ms", "active", "current",
    "concurrent", "concurrency", "running", "inflight", "queue", "depth", "length", "size", "host",
    "hosts", "instance", "instances", "healthy", "unhealthy", "connection", "connections", "users",
    "user", "thread", "threads", "cpu", "memory", "max", "min", "utilization", "utilisation",
    "load", "per", "oldest", "age", "pro", "pods", "replicas", "capacity", "throughput", "p50",
    "p90", "p95", "p99",
    // German, French, Spanish, Portuguese, Italian, Dutch
    "auslastung", "größe", "dauer", "verbindungen", "speicher", "temperatur", "länge", "nutzer",
    "benutzer", "durchschnitt", "mittel", "taille", "durée", "connexions", "mémoire", "température",
    "moyenne", "charge", "utilisateurs", "utilisation", "latence", "débit", "tamaño", "duración",
    "conexiones", "memoria", "temperatura", "media", "carga", "usuarios", "uso", "latencia", "tasa",
    "tamanho", "duração", "conexões", "memória", "média", "usuários", "taxa", "latência",
    "dimensione", "durata", "connessioni", "utenti", "carico", "utilizzo", "latenza", "grootte",
    "duur", "verbindingen", "geheugen", "temperatuur", "gebruikers", "belasting"};
static const char *const total_words[] = {
    "requests", "request", "count", "counts", "hits", "calls", "invocations", "visits", "views",
    "pageviews", "orders", "messages", "queries", "logins", "transactions", "errors", "failures",
    "clicks", "downloads", "purchases", "trips", "passengers", "anfragen", "reqs", "events",
    "tweets", "jobs", "bookings", "signups",
    // the same in German, French, Spanish, Portuguese, Italian, Dutch
    "aufrufe", "zugriffe", "bestellungen", "nachrichten", "abfragen", "buchungen", "fehler",
    "klicks", "anmeldungen", "besuche", "seitenaufrufe", "requêtes", "requete", "requetes",
    "appels", "commandes", "visites", "erreurs", "clics", "réservations", "inscriptions",
    "solicitudes", "peticiones", "llamadas", "pedidos", "visitas", "errores", "mensajes",
    "consultas", "reservas", "requisições", "requisicoes", "chamadas", "erros", "mensagens",
    "cliques", "acessos", "richieste", "chiamate", "ordini", "visite", "errori", "messaggi",
    "prenotazioni", "verzoeken", "aanvragen", "bestellingen", "bezoeken", "fouten", "berichten",
    "oproepen"};

/// What no step is ever the total of, unless the name counts something too.
static const char *const level_words[] = {
    "temperature", "load",  "level",   "sessions", "size",    "price",   "cost",
    "kosten",      "custo", "costo",   "coût",     "voltage", "power",   "humidity",
    "pressure",    "light", "balance", "stock",    "backlog", "pending", "waiting",
    "score",       "rank",  "index",   "progress", "last"};

/// Letters of any language: bytes of UTF-8 sequences belong to words.
static bool is_of_word(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
}

/// Calls for each word of a name: letters and digits, split where case or signs change.
static const char *next_word(const char *name, size_t *length)
{
    while (*name != '\0' && !is_of_word(*name))
        name++;
    size_t used = 0;
    while (is_of_word(name[used])) {
        // "RequestCount" is two words, "HTTPCode" too: an upper letter starts one after a lower
        // letter and before one.
        bool lower_before = used > 0 && !ascii_is_upper(name[used - 1]);
        bool starts = used > 0 && ascii_is_upper(name[used]) &&
                      (lower_before || ascii_is_lower(name[used + 1]));
        if (starts)
            break;
        used++;
    }
    *length = used;
    return name;
}

bool name_has_word(const char *name, const char *word)
{
    size_t length = 0;
    for (const char *at = next_word(name, &length); length > 0;
         at = next_word(at + length, &length))
        if (ascii_is_word_any_case(at, length, word))
            return true;
    return false;
}

static bool has_one_of(const char *name, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (name_has_word(name, words[i]))
            return true;
    return false;
}

static bool ends_in(const char *name, const char *ending)
{
    size_t length = strlen(name);
    size_t wanted = strlen(ending);
    return length >= wanted && strcmp(name + length - wanted, ending) == 0;
}

/// What the command line says, if anything.
static bool kind_of_options(const struct ingest_options *options, struct metric_kind *kind)
{
    if (options->counter)
        *kind = (struct metric_kind){SAMPLE_COUNTER, "--counter", 0};
    else if (options->per_s > 0)
        *kind = (struct metric_kind){SAMPLE_TOTAL, "--per", options->per_s};
    else if (options->gauge)
        *kind = (struct metric_kind){SAMPLE_GAUGE, "--gauge", 0};
    else
        return false;
    return true;
}

struct metric_kind kind_of_metric(const char *metric, const struct unit *unit,
                                  const struct ingest_options *options)
{
    struct metric_kind kind = {SAMPLE_GAUGE, "no rule makes it a total or a counter", 0};
    if (kind_of_options(options, &kind))
        return kind;
    bool countable = unit->dimension == DIMENSION_UNKNOWN || unit->dimension == DIMENSION_COUNT;
    if (ends_in(metric, "_total"))
        return (struct metric_kind){SAMPLE_COUNTER, "its name ends in _total", 0};
    if (!countable)
        return (struct metric_kind){SAMPLE_GAUGE, "its unit is of a level or a rate", 0};
    if (has_one_of(metric, gauge_words, sizeof gauge_words / sizeof *gauge_words))
        return (struct metric_kind){SAMPLE_GAUGE, "its name is of a level or a rate", 0};
    if (has_one_of(metric, total_words, sizeof total_words / sizeof *total_words))
        return (struct metric_kind){SAMPLE_TOTAL, "its name counts things", 0};
    if (has_one_of(metric, level_words, sizeof level_words / sizeof *level_words))
        return (struct metric_kind){SAMPLE_GAUGE, "its name is of a level or a rate", 0};
    return kind;
}

bool kind_is_open(const struct sample_stream *stream)
{
    static const struct unit unknown = {.dimension = DIMENSION_UNKNOWN, .scale = 1};
    static const struct ingest_options none = {.gauge = false};
    if (stream->kind != SAMPLE_GAUGE || stream->unit.dimension != DIMENSION_UNKNOWN ||
        stream->unit.name[0] != '\0' || strncmp(stream->kind_rule, "no rule", 7) != 0)
        return false;
    struct metric_kind kind = kind_of_metric(stream->metric, &unknown, &none);
    return strncmp(kind.rule, "no rule", 7) == 0;
}

bool name_ends_in_total(const char *name)
{
    static const char *const words[] = {"total", "gesamt", "cumulative", "insgesamt"};
    size_t length = 0;
    bool total = false;
    for (const char *at = next_word(name, &length); length > 0;
         at = next_word(at + length, &length)) {
        total = false;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            total = total || ascii_is_word_any_case(at, length, words[i]);
    }
    return total;
}

struct metric_kind kind_of_statistic(const char *statistic, const struct ingest_options *options)
{
    struct metric_kind kind = {SAMPLE_GAUGE, "the statistic is not a sum", 0};
    if (kind_of_options(options, &kind))
        return kind;
    if (strcmp(statistic, "Sum") == 0)
        return (struct metric_kind){SAMPLE_TOTAL, "statistic Sum", 0};
    if (strcmp(statistic, "SampleCount") == 0)
        return (struct metric_kind){SAMPLE_TOTAL, "statistic SampleCount", 0};
    return kind;
}

void kind_apply(struct sample_stream *stream, const struct metric_kind *kind)
{
    stream->kind = kind->kind;
    stream->kind_rule = kind->rule;
    stream->per_s = kind->per_s;
}

/// "per 5 min", "/5m", "per minute": the seconds of a total; 0 when the text says no such thing.
static double total_period(const char *text, size_t length)
{
    char words[UNIT_NAME_MAX];
    size_t start = 0;
    if (length > 4 && ascii_is_word_any_case(text, 4, "per "))
        start = 4;
    else if (length > 1 && *text == '/')
        start = 1;
    else
        return 0;
    size_t kept = length - start;
    if (kept >= sizeof words)
        return 0;
    memcpy(words, text + start, kept);
    words[kept] = '\0';
    struct quantity quantity;
    if (quantity_parse("", words, DIMENSION_DURATION, UNIT_HOURS_PER_MONTH, &quantity, NULL) != 0)
        return 0;
    return quantity.value;
}

/// The rate of "requestsPerMinute".
static bool unit_of_joined_words(const char *header, struct unit *unit)
{
    const char *per = strstr(header, "Per");
    if (per == NULL || per == header || !ascii_is_upper(per[3]))
        return false;
    struct str words = {0};
    str_append_bytes(&words, header, (size_t)(per - header));
    str_appendf(&words, " per %s", per + 3);
    bool known = unit_of_column(str_text(&words), unit);
    str_release(&words);
    return known;
}

/// The rate of sysstat's "kB_rd/s": the bytes stand first.
static bool unit_of_first_word(const char *header, struct unit *unit)
{
    size_t length = strlen(header);
    const char *line = strchr(header, '_');
    if (line == NULL || length < 3 || strcmp(header + length - 2, "/s") != 0)
        return false;
    struct str words = {0};
    str_append_bytes(&words, header, (size_t)(line - header));
    str_append(&words, "/s");
    bool known =
        unit_parse(words.data, words.length, unit) && unit->dimension == DIMENSION_BYTE_RATE;
    str_release(&words);
    return known;
}

size_t unit_of_header(const char *header, struct unit *unit, double *per_s)
{
    *unit = (struct unit){.dimension = DIMENSION_UNKNOWN, .scale = 1};
    size_t length = strlen(header);
    char closing = length > 0 ? header[length - 1] : '\0';
    const char *open = closing == ')'   ? strrchr(header, '(')
                       : closing == ']' ? strrchr(header, '[')
                                        : NULL;
    if (open != NULL && open > header) {
        size_t inside = (size_t)(header + length - 1 - (open + 1));
        double period = total_period(open + 1, inside);
        bool known = period > 0 || unit_parse(open + 1, inside, unit);
        if (period > 0)
            *per_s = period;
        if (!known)
            *unit = (struct unit){.dimension = DIMENSION_UNKNOWN, .scale = 1};
        while (known && open > header && open[-1] == ' ')
            open--;
        return known ? (size_t)(open - header) : length;
    }
    // "Memory, GiB" and "Traffic in MB/s"
    const char *comma = strrchr(header, ',');
    if (comma != NULL && comma > header && unit_parse(comma + 1, strlen(comma + 1), unit))
        return (size_t)(comma - header);
    const char *in = strstr(header, " in ");
    if (in != NULL && in > header && unit_parse(in + 4, strlen(in + 4), unit))
        return (size_t)(in - header);
    if (!unit_of_first_word(header, unit) && !unit_of_column(header, unit) &&
        !unit_of_joined_words(header, unit))
        *unit = (struct unit){.dimension = DIMENSION_UNKNOWN, .scale = 1};
    if (unit->dimension != DIMENSION_UNKNOWN)
        return length;
    if (strchr(header, '/') != NULL && unit_parse(header, length, unit) &&
        (unit->dimension == DIMENSION_RATE || unit->dimension == DIMENSION_BYTE_RATE))
        return length;
    *unit = (struct unit){.dimension = DIMENSION_UNKNOWN, .scale = 1};
    // "CPU %" and "%user" are shares; "95%" is a percentile.
    if (!ascii_is_digit(*header) && (closing == '%' || *header == '%'))
        (void)unit_parse("%", 1, unit);
    return length;
}

static int by_time(const void *left, const void *right)
{
    const struct sample *a = left;
    const struct sample *b = right;
    return a->time < b->time ? -1 : a->time > b->time;
}

void growth_add(struct growth_count *growth, const struct sample_stream *stream)
{
    enum { MOST = 10000 };
    size_t most = stream->count < MOST ? stream->count : MOST;
    struct sample *sample = mem_alloc(most, sizeof *sample);
    struct sample_walk walk = {.stream = stream};
    size_t count = 0;
    while (count < most && sample_walk_next(&walk, &sample[count]))
        count += isnan(sample[count].value) ? 0 : 1;
    qsort(sample, count, sizeof *sample, by_time);
    double steepest = 0;
    for (size_t i = 1; i < count; i++)
        steepest = fmax(steepest, sample[i].value - sample[i - 1].value);
    // What restarts at zero comes to what it gained since, which is no more than in other steps.
    for (size_t i = 1; i < count; i++) {
        double last = sample[i - 1].value;
        bool falls = sample[i].value < last;
        growth->rises += !falls;
        growth->falls += falls;
        growth->restarts += falls && (sample[i].value < last / 2 ||
                                      (sample[i].value >= 0 && sample[i].value <= 1.25 * steepest));
    }
    free(sample);
}

bool growth_is_of_counter(const struct growth_count *growth)
{
    enum { FEWEST = 3, RISES_A_RESTART = 4 };
    return growth->rises >= FEWEST && growth->falls == growth->restarts &&
           growth->rises >= RISES_A_RESTART * growth->restarts;
}

bool stream_only_grows(const struct sample_stream *stream)
{
    enum { FEWEST = 20 };
    size_t rises = 0;
    size_t restarts = 0;
    for (size_t i = 1; i < stream->count; i++) {
        double last = stream->value[i - 1];
        double value = stream->value[i];
        rises += value > last;
        if (value >= last)
            continue;
        // NaN too: what is missing says nothing, but then it is a level as likely.
        if (!(value < last / 2) || ++restarts * FEWEST > stream->count)
            return false;
    }
    return stream->count >= FEWEST && 4 * rises > 3 * stream->count;
}
