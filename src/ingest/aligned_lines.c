#include "ingest/aligned_lines.h"

#include "base/ascii.h"
#include "base/vec.h"
#include "ingest/odd_rows.h"
#include "table/cell.h"
#include "time/time_parse.h"

#include <stdlib.h>
#include <string.h>

enum { TIME_WORDS_MAX = 6, TIME_TEXT_MAX = 64 };

/// Whether all of the text is a date with a time; *epoch: it is a number, which may be one.
static bool is_time(const char *text, size_t length, bool *epoch)
{
    *epoch = false;
    if (length > TIME_TEXT_MAX)
        return false;
    enum time_form form = time_form_detect(text, length, false, NULL);
    if (form == TIME_FORM_NONE)
        return false;
    *epoch = memchr(text, ':', length) == NULL;
    struct time_reader reader = {.form = form};
    struct time_parsed parsed;
    return time_parse(&reader, text, length, &parsed);
}

/// The length of `count` words from number `first` on, with what stands between them.
static size_t span_of(const struct words *words, size_t first, size_t count)
{
    size_t last = first + count - 1;
    return (size_t)(words->text[last] + words->length[last] - words->text[first]);
}

/// How many words from number `first` on, `most` at most, are one time with a colon; or, where
/// `named`, also a date or a Unix time. 0: none.
static size_t time_at(const struct words *words, size_t first, size_t most, bool named)
{
    for (size_t count = most; count > 0; count--) {
        bool epoch = false;
        if (first + count <= words->count &&
            is_time(words->text[first], span_of(words, first, count), &epoch) && (named || !epoch))
            return count;
    }
    return 0;
}

/// Takes control sequences of terminals and blanks at the end out.
static void clean_line(struct str *line, const char *text)
{
    str_clear(line);
    while (*text != '\0') {
        size_t plain = strcspn(text, "\033");
        str_append_bytes(line, text, plain);
        text += plain;
        if (*text == '\0')
            break;
        text++;
        if (*text == '[') {
            text += 1 + strspn(text + 1, "0123456789;?");
            text += *text != '\0';
        }
    }
    while (line->length > 0 && ascii_is_space(line->data[line->length - 1]))
        line->data[--line->length] = '\0';
}

/// collectl's "### RECORD 1 >>> web-1 <<< (1710028800.001) (Sun Mar 10 00:00:00 2024) ###".
static bool take_bracketed_time(struct aligned_lines *lines)
{
    const char *line = str_text(&lines->line);
    const char *at = strncmp(line, "###", 3) == 0 ? strchr(line, '(') : NULL;
    size_t length = at == NULL ? 0 : strcspn(at + 1, ")");
    bool epoch = false;
    if (at == NULL || !is_time(at + 1, length, &epoch))
        return false;
    str_clear(&lines->block);
    str_append_bytes(&lines->block, at + 1, length);
    return true;
}

/// A line that is a time and nothing else, ornaments such as "=== ... ===" and words such as
/// "Time:" aside.
static bool take_time_line(struct aligned_lines *lines)
{
    static const char *const words[] = {"Time:", "Date:", "time:", "date:", "zzz ", "ZZZ "};
    static const char ornaments[] = " \t#=-*<>[]()";
    const char *at = str_text(&lines->line);
    const char *end = at + lines->line.length;
    at += strspn(at, ornaments);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(at, words[i], strlen(words[i])) == 0)
            at += strlen(words[i]);
    at += strspn(at, ornaments);
    while (end > at && memchr(ornaments, end[-1], sizeof ornaments - 1) != NULL)
        end--;
    bool epoch = false;
    if (end == at || !is_time(at, (size_t)(end - at), &epoch))
        return take_bracketed_time(lines);
    str_clear(&lines->block);
    str_append_bytes(&lines->block, at, (size_t)(end - at));
    return true;
}

/// Lines that say nothing about a step: averages over all of the time, restarts.
static bool is_summary(const struct words *words, const char *line)
{
    return ascii_is_word_any_case(words->text[0], words->length[0], "Average:") ||
           ascii_is_word_any_case(words->text[0], words->length[0], "Summary:") ||
           strstr(line, "LINUX RESTART") != NULL;
}

/// "procs ----memory---- --swap--", "#<----CPU---->": names of groups above the columns.
static bool is_group_line(const char *line)
{
    return strstr(line, "--") != NULL && strpbrk(line, "0123456789") == NULL;
}

static bool is_value(const char *text, size_t length)
{
    size_t first = 0;
    size_t second = 0;
    return cell_is_number(text, length) || cell_has_m(text, length) ||
           cell_is_pair(text, length, &first, &second);
}

/// Whether a name of a header stands above times.
static bool names_time(const char *name, size_t length)
{
    static const char *const names[] = {"time", "date",       "timestamp",  "datetime",   "epoch",
                                        "ts",   "created_at", "event_time", "recorded_at"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ascii_is_word_any_case(name, length, names[i]))
            return true;
    return false;
}

/// "----------- ------ ----": strokes below the names of columns.
static bool is_ruled_line(const char *line)
{
    return strstr(line, "---") != NULL && strspn(line, "- \t") == strlen(line);
}

/// Leaves "#" away that some tools put in front of their headers.
static void drop_hash(struct words *words)
{
    if (words->count == 0 || *words->text[0] != '#')
        return;
    if (words->length[0] > 1) {
        words->text[0]++;
        words->length[0]--;
        return;
    }
    words->count--;
    memmove(words->text, words->text + 1, words->count * sizeof *words->text);
    memmove(words->length, words->length + 1, words->count * sizeof *words->length);
}

/// How many words in front of a line are its time: a time of day or all of one.
static size_t lead_of(const struct words *words, bool named, bool *clock, int *second_of_day)
{
    size_t count = sysstat_time_of_day(words, 0, second_of_day);
    *clock = count > 0;
    return *clock ? count : time_at(words, 0, TIME_WORDS_MAX, named);
}

/// The words of a header or of a row that has the shape `gap`.
static void split_names(const struct aligned_header *header, size_t gap, struct words *words)
{
    words_split(words, header->text, gap);
    drop_hash(words);
}

/// What a row under a header consists of.
struct match {
    struct aligned_shape shape;
    size_t lead, tail; ///< words of its time
    bool clock;        ///< which is one of day
    int second_of_day;
    size_t cells; ///< words that are no time
};

/// Whether the cells of a row fit under `names` names, and how.
static bool cells_fit(struct match *match, const struct words *names, const struct words *row,
                      size_t count)
{
    static const char *const rests[] = {"Command", "COMMAND", "CMD", "Args"};
    size_t first = match->shape.time_names;
    size_t cells = match->cells;
    if (cells == 0 || count == 0)
        return false;
    size_t last = first + count - 1;
    bool titled = count > 1 && names->text[first][names->length[first] - 1] == ':';
    bool text = !is_value(row->text[match->lead], row->length[match->lead]);
    for (size_t i = 0; i < sizeof rests / sizeof *rests && cells > count; i++)
        match->shape.rest =
            match->shape.rest || ascii_is_word(names->text[last], names->length[last], rests[i]);
    match->shape.drop_first = titled && cells == count - 1;
    match->shape.labelled = cells == count + 1 && text && !match->shape.rest;
    return cells == count || match->shape.drop_first || match->shape.labelled || match->shape.rest;
}

/// Whether some cell that is no name holds a number.
static bool has_value(const struct match *match, const struct words *row)
{
    for (size_t i = match->shape.labelled; i < match->cells; i++)
        if (is_value(row->text[match->lead + i], row->length[match->lead + i]))
            return true;
    return false;
}

static bool try_gap(const struct aligned_header *header, const char *line, size_t gap,
                    struct match *match, struct words *names, struct words *row)
{
    *match = (struct match){.shape = {.gap = gap}};
    split_names(header, gap, names);
    words_split(row, line, gap);
    while (match->shape.time_names < 2 && match->shape.time_names < names->count &&
           names_time(names->text[match->shape.time_names], names->length[match->shape.time_names]))
        match->shape.time_names++;
    bool needed = header->timed || match->shape.time_names > 0;
    match->lead = lead_of(row, needed, &match->clock, &match->second_of_day);
    if (needed && match->lead == 0)
        return false;
    for (size_t count = TIME_WORDS_MAX; match->lead == 0 && count > 0 && match->tail == 0; count--)
        if (row->count > count && time_at(row, row->count - count, count, false) == count)
            match->tail = count;
    match->cells = row->count - match->lead - match->tail;
    size_t count = names->count - match->shape.time_names;
    match->shape.time_last = match->tail > 0 && count == match->cells + 1;
    if (!cells_fit(match, names, row, count - match->shape.time_last))
        return false;
    return has_value(match, row);
}

/// Whether the line is a row under the header, by the shape of its other rows or, for the first
/// one, by any.
static bool match_row(const struct aligned_header *header, const char *line, struct match *match,
                      struct words *names, struct words *row)
{
    for (size_t gap = 1; gap <= 2; gap++) {
        if (header->settled && gap != header->shape.gap)
            continue;
        if (!try_gap(header, line, gap, match, names, row))
            continue;
        if (!header->settled || (match->shape.drop_first == header->shape.drop_first &&
                                 match->shape.labelled == header->shape.labelled &&
                                 match->shape.time_last == header->shape.time_last))
            return true;
    }
    return false;
}

/// Rows such as "Swap:  0  0  0" that end before the last columns: each cell ends where its name
/// ends.
static bool match_short(const struct aligned_header *header, const char *line, struct match *match,
                        struct words *names, struct words *row)
{
    if (!header->settled || !header->shape.labelled || header->timed ||
        header->shape.time_names > 0 || header->shape.time_last)
        return false;
    *match = (struct match){.shape = header->shape};
    split_names(header, header->shape.gap, names);
    words_split(row, line, header->shape.gap);
    match->cells = row->count;
    if (row->count < 2 || row->count > names->count)
        return false;
    for (size_t i = 1; i < row->count; i++) {
        size_t end = (size_t)(row->text[i] - line) + row->length[i];
        if (end != (size_t)(names->text[i - 1] - header->text) + names->length[i - 1] ||
            !is_value(row->text[i], row->length[i]))
            return false;
    }
    return true;
}

/// The name of a column without a colon behind it; "NET I/O" stands above what came in and out.
static struct csv_field column_name(struct aligned_lines *lines, const char *text, size_t length)
{
    length -= length > 1 && text[length - 1] == ':';
    const char *name = arena_strndup(&lines->arena, text, length);
    if (length > 4 && strcmp(name + length - 4, " I/O") == 0) {
        int before = (int)length - 4;
        name = arena_printf(&lines->arena, "%.*s in / %.*s out", before, name, before, name);
    }
    return (struct csv_field){.text = name, .length = strlen(name)};
}

/// Names its columns once the first row has shown its shape.
static void settle(struct aligned_lines *lines, struct aligned_header *header,
                   const struct match *match, const struct words *names)
{
    size_t first = match->shape.time_names + match->shape.drop_first;
    size_t end = names->count - match->shape.time_last;
    struct csv_field *name = arena_alloc(&lines->arena, (end - first + 1) * sizeof *name);
    size_t count = 0;
    if (match->shape.labelled)
        name[count++] = (struct csv_field){.text = "name", .length = 4};
    for (size_t i = first; i < end; i++) {
        name[count++] = column_name(lines, names->text[i], names->length[i]);
    }
    header->name = name;
    header->names = count;
    header->shape = match->shape;
    header->settled = true;
}

/// The time of a row that begins with a time of day. False: no date is known.
static bool time_of_clock(struct aligned_lines *lines, const struct aligned_header *header,
                          int second_of_day)
{
    if (lines->clock.year == 0) {
        lines->clock_only = true;
        return false;
    }
    if (second_of_day != lines->clock.last_second || *lines->end == '\0') {
        memcpy(lines->start, lines->end, sizeof lines->start);
        sysstat_time(&lines->clock, second_of_day, lines->end);
    }
    // The header's time is the start of the first interval; without it only the end is known.
    bool start = header->timed && *lines->start != '\0';
    str_append(&lines->time, start ? lines->start : lines->end);
    return true;
}

/// Puts a zone that a header names behind the time of a row, where it makes one of it.
static void add_zone(struct str *time, const char *name, size_t length)
{
    bool epoch = false;
    size_t before = time->length;
    str_append_char(time, ' ');
    str_append_bytes(time, name, length);
    if (is_time(time->data, time->length, &epoch))
        return;
    time->length = before;
    time->data[before] = '\0';
}

/// Writes the time of a row into lines->time.
static bool find_time(struct aligned_lines *lines, const struct aligned_header *header,
                      const struct match *match, const struct words *names, const struct words *row)
{
    str_clear(&lines->time);
    if (match->clock)
        return time_of_clock(lines, header, match->second_of_day);
    if (match->lead > 0) {
        str_append_bytes(&lines->time, row->text[0], span_of(row, 0, match->lead));
    } else if (match->tail > 0) {
        size_t first = row->count - match->tail;
        str_append_bytes(&lines->time, row->text[first], span_of(row, first, match->tail));
        if (match->shape.time_last)
            add_zone(&lines->time, names->text[names->count - 1], names->length[names->count - 1]);
    } else if (lines->block.length > 0) {
        str_append(&lines->time, lines->block.data);
    }
    return lines->time.length > 0;
}

/// Copies a cell behind those before it; where it stands is known once all of them are there.
static void add_cell(struct aligned_lines *lines, const char *text, size_t length)
{
    str_append_bytes(&lines->texts, text, length);
    str_append_char(&lines->texts, '\0');
    lines->cell[lines->cells++] = (struct csv_field){.length = length};
}

/// Gives out the cells of a row: its time, then one a column.
static enum aligned_line take_row(struct aligned_lines *lines, struct aligned_header *header,
                                  const struct match *match, const struct words *names,
                                  const struct words *row)
{
    if (!header->settled)
        settle(lines, header, match, names);
    lines->current = lines->of = header;
    lines->pending = NULL;
    if (!find_time(lines, header, match, names, row))
        return ALIGNED_UNTIMED;
    lines->cells = 0;
    str_clear(&lines->texts);
    add_cell(lines, lines->time.data, lines->time.length);
    for (size_t i = 0; i < match->cells && i < header->names; i++) {
        const char *text = row->text[match->lead + i];
        size_t length = row->length[match->lead + i];
        if (match->shape.rest && i == header->names - 1)
            length = span_of(row, match->lead + i, match->cells - i);
        if (i == 0 && header->shape.labelled)
            length -= length > 1 && text[length - 1] == ':';
        add_cell(lines, text, length);
    }
    while (lines->cells < header->names + 1)
        add_cell(lines, "", 0);
    const char *at = lines->texts.data;
    for (size_t i = 0; i < lines->cells; i++) {
        lines->cell[i].text = at;
        at += lines->cell[i].length + 1;
    }
    return ALIGNED_ROW;
}

/// The header whose words are those, which is found again whatever blanks are between them.
static struct aligned_header *find_header(struct aligned_lines *lines, const char *text,
                                          const char *words, bool timed)
{
    for (size_t i = lines->headers; i-- > 0;)
        if (strcmp(lines->header[i]->identity, words) == 0)
            return lines->header[i];
    if (lines->headers == ALIGNED_HEADERS_MAX)
        return NULL;
    struct aligned_header *header = arena_alloc(&lines->arena, sizeof *header);
    *header = (struct aligned_header){.text = arena_strdup(&lines->arena, text),
                                      .identity = arena_strdup(&lines->arena, words),
                                      .timed = timed,
                                      .table = SIZE_MAX};
    VEC_PUSH(lines->header, lines->headers, lines->header_capacity, header);
    return header;
}

/// A line of names, two at least, with a time in front of them or none.
static bool take_header(struct aligned_lines *lines, const struct words *words)
{
    bool clock = false;
    int second_of_day = 0;
    size_t lead = lead_of(words, false, &clock, &second_of_day);
    if (words->count < lead + 2)
        return false;
    struct str identity = {0};
    bool names = true;
    for (size_t i = lead; i < words->count && names; i++) {
        names = !cell_is_number(words->text[i], words->length[i]);
        str_append(&identity, i > lead ? " " : "");
        str_append_bytes(&identity, words->text[i], words->length[i]);
    }
    struct aligned_header *header =
        names ? find_header(lines, words->text[lead], str_text(&identity), lead > 0) : NULL;
    str_release(&identity);
    if (header == NULL)
        return false;
    lines->pending = header;
    if (clock && lines->clock.year > 0)
        sysstat_time(&lines->clock, second_of_day, lines->end);
    return true;
}

/// Keeps the blanks in front of a header's first name, where cells are found by where they end.
static void keep_indent(struct aligned_lines *lines, const char *line)
{
    struct aligned_header *header = lines->pending;
    if (!header->settled && !header->timed)
        header->text = arena_strdup(&lines->arena, line);
}

enum aligned_line aligned_lines_take(struct aligned_lines *lines, const char *text)
{
    struct words words;
    struct words names;
    struct match match;
    clean_line(&lines->line, text);
    const char *line = str_text(&lines->line);
    words_split(&words, line, 1);
    if (words.count == 0)
        return ALIGNED_NOTHING;
    if (sysstat_is_first_line(line)) {
        lines->tool = true;
        lines->sysstat = sysstat_read_date(&lines->clock, line, lines->options);
        *lines->start = *lines->end = '\0';
        return ALIGNED_NOTHING;
    }
    const struct csv_field whole = {.text = line, .length = strlen(line)};
    if (is_summary(&words, line) || take_time_line(lines) ||
        (*line != '#' && row_is_remark(&whole, 1)) ||
        (lines->pending != NULL && is_ruled_line(line)))
        return ALIGNED_NOTHING;
    struct aligned_header *tried[] = {lines->pending, lines->current};
    for (size_t i = 0; i < 2; i++)
        if (tried[i] != NULL && (match_row(tried[i], line, &match, &names, &words) ||
                                 match_short(tried[i], line, &match, &names, &words)))
            return take_row(lines, tried[i], &match, &names, &words);
    if (is_group_line(line)) {
        lines->tool = true;
        return ALIGNED_NOTHING;
    }
    words_split(&words, line, 1);
    // What stands before the first header is about the run.
    if (!take_header(lines, &words))
        return lines->headers == 0 ? ALIGNED_NOTHING : ALIGNED_OTHER;
    keep_indent(lines, line);
    return ALIGNED_NOTHING;
}

void aligned_lines_release(struct aligned_lines *lines)
{
    free(lines->header);
    str_release(&lines->line);
    str_release(&lines->block);
    str_release(&lines->time);
    str_release(&lines->texts);
    arena_release(&lines->arena);
}
