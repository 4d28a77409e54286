// Foreign text in what this program writes: one function a target language.
#ifndef HEADROOM_BASE_ESCAPE_H
#define HEADROOM_BASE_ESCAPE_H

#include "base/str.h"

/// Text for people: what moves a terminal's cursor or turns the direction of reading (control and
/// bidirectional characters, bytes that are not UTF-8) as \xNN; line ends stay.
void escape_text(struct str *out, const char *text);

/// A paragraph of Markdown: escape_text, and a backslash before its marks; a line end is a hard
/// break.
void escape_markdown(struct str *out, const char *text);

/// A cell of a Markdown table, the same but for _ and #, which are no marks within words: a line
/// end is a blank.
void escape_markdown_cell(struct str *out, const char *text);

/// The value of an attribute of XML, or text between its tags (XML 1.0, 2.4); control characters,
/// for which XML has no form, as \xNN.
void escape_xml(struct str *out, const char *text);

/// A path as the reference of a URI (RFC 3986, 3.3): all but letters, digits, "-._~" and the slash
/// as %NN.
void escape_uri_path(struct str *out, const char *text);

/// The message of a workflow command of GitHub Actions, and a property of one, as the runner's
/// toolkit writes them (actions/toolkit, packages/core/src/command.ts).
void escape_github_message(struct str *out, const char *text);
void escape_github_property(struct str *out, const char *text);

/// A text of Terraform's JSON syntax, in which ${ and %{ begin a template: as $${ and %%{.
void escape_terraform(struct str *out, const char *text);

#endif
