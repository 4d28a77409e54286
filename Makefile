# headroom: capacity planning from metric exports.
#   make              builds ./headroom
#   make check        all tests (sh tests/run.sh, which also installs what they need)
#   make help         lists the targets
#   make V=1          shows whole command lines
# GNU make 3.81 or newer.

VERSION = 0.1.0

CC ?= cc
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man
BASHCOMPDIR = $(PREFIX)/share/bash-completion/completions
ZSHCOMPDIR = $(PREFIX)/share/zsh/site-functions
FISHCOMPDIR = $(PREFIX)/share/fish/vendor_completions.d
PKG_CONFIG ?= pkg-config
# V=1 shows whole command lines.
ifeq ($(V),1)
SHOW = @:
else
Q = @
SHOW = @echo
endif
# Where objects go. Another compiler or other flags in the same folder build all of it anew.
BUILD ?= build

WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wformat=2 -Wundef
# Results must not depend on the processor: no contraction into fused multiply-add, no fast-math.
STANDARD = -std=c17 -pthread -ffp-contract=off -fno-fast-math -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE \
	-D_DARWIN_C_SOURCE

PACKAGES = gsl jansson xlsxwriter yajl yaml-0.1 zlib
# libcsv ships no .pc file.
PACKAGE_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(PACKAGES) 2>/dev/null)
PACKAGE_LIBS := $(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null)
LIBS = -lcsv $(if $(PACKAGE_LIBS),$(PACKAGE_LIBS),-lgsl -lgslcblas -ljansson -lxlsxwriter -lyajl -lyaml -lz) -lm -pthread

# Hardening and warning flags that this compiler and linker have (probed once a build folder).
HARDENING_WANTED = -fstack-protector-strong -fstack-clash-protection -fcf-protection \
	-ftrivial-auto-var-init=zero -D_FORTIFY_SOURCE=2 -fPIE -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack
ifneq ($(HARDENING),no)
-include $(BUILD)/hardening.mk
endif

ALL_CFLAGS = $(STANDARD) $(WARNINGS) $(HARDENING_CFLAGS) -Isrc $(PACKAGE_CFLAGS) $(CPPFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(HARDENING_LDFLAGS) $(CFLAGS) $(LDFLAGS)

ROOMS = base time maths drawing table ingest series forecast queueing service sizing policy policy/core policy/aws \
	policy/kubernetes policy/keda policy/gcp policy/azure sim advise cli terms input answer cmd
LIBRARY_SOURCES := $(sort $(foreach room,$(ROOMS),$(wildcard src/$(room)/*.c)))
LIBRARY_OBJECTS = $(LIBRARY_SOURCES:%.c=$(BUILD)/%.o)
LIBRARY = $(BUILD)/libheadroom.a

UNIT_SOURCES := $(sort $(wildcard tests/unit/*/test_*.c tests/unit/*/*/test_*.c))
UNIT_TESTS = $(UNIT_SOURCES:%.c=$(BUILD)/%)
FUZZ_SOURCES := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_REPLAYS = $(FUZZ_SOURCES:%.c=$(BUILD)/%_replay)
REFERENCE_SOURCES := $(sort $(wildcard tests/reference/*.c))
REFERENCE_CHECK = $(BUILD)/tests/reference/check_reference
BENCH_SOURCES := $(sort $(wildcard tests/bench/*.c))

.PHONY: all tests check check-san check-reference check-slow bench bench-incidents bench-m4 bench-peaks bench-rightsize bench-rolling bench-stocks \
	bench-warnings demo pictures docs install uninstall static deb html dist clean help
all: headroom

help:
	@sed -n 's/^#   //p' Makefile
	@echo "targets: all tests check check-san check-reference fuzz analyze bench demo docs install uninstall static deb html dist clean"

headroom: $(BUILD)/headroom
	@cp $(BUILD)/headroom headroom.new && mv headroom.new headroom

$(BUILD)/headroom: $(BUILD)/src/main.o $(LIBRARY)
	$(SHOW) "  link $@"
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $(BUILD)/src/main.o $(LIBRARY) $(ALL_LDFLAGS) $(LIBS)

# Makes what of the documentation comes from the tables; not installed.
$(BUILD)/headroom-docs: $(BUILD)/src/docs_main.o $(LIBRARY)
	$(SHOW) "  link $@"
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $(BUILD)/src/docs_main.o $(LIBRARY) $(ALL_LDFLAGS) $(LIBS)

$(LIBRARY): $(LIBRARY_OBJECTS) $(BUILD)/objects
	@rm -f $@
	$(Q)$(AR) rcs $@ $(LIBRARY_OBJECTS)

COMPILE = $(CC) $(ALL_CFLAGS) -DHEADROOM_VERSION='"$(VERSION)"'

$(BUILD)/%.o: %.c $(BUILD)/flags | $(BUILD)/hardening.mk
	@mkdir -p $(@D)
	$(SHOW) "  cc   $<"
	$(Q)$(COMPILE) $(if $(filter $(BUILD)/tests/%,$@),-Itests) -MMD -MP -c -o $@ $<

# What the library is made of: written when that changes, so that a file that is gone leaves it.
$(BUILD)/objects: always | $(BUILD)/hardening.mk
	@echo '$(LIBRARY_OBJECTS)' | cmp -s - $@ || echo '$(LIBRARY_OBJECTS)' > $@

# How this folder's objects were compiled: written when that changes, and then they are out of date.
$(BUILD)/flags: always | $(BUILD)/hardening.mk
	@echo '$(subst ','\'',$(COMPILE))' | cmp -s - $@ || echo '$(subst ','\'',$(COMPILE))' > $@
.PHONY: always

$(BUILD)/hardening.mk: Makefile
	@mkdir -p $(BUILD)
	@echo 'int main(void){return 0;}' > $(BUILD)/probe.c
	@compile=; link=; \
	for flag in $(HARDENING_WANTED); do \
	  if $(CC) -Werror -O1 $$flag -o $(BUILD)/probe $(BUILD)/probe.c 2>/dev/null; then \
	    case $$flag in -pie|-Wl*) link="$$link $$flag";; *) compile="$$compile $$flag";; esac; \
	  fi; \
	done; \
	printf 'HARDENING_CFLAGS =%s\nHARDENING_LDFLAGS =%s\n' "$$compile" "$$link" > $@; \
	rm -f $(BUILD)/probe $(BUILD)/probe.c

# --- tests ---------------------------------------------------------------------------------------
tests: $(UNIT_TESTS) $(FUZZ_REPLAYS) $(REFERENCE_CHECK) $(BUILD)/headroom-docs

$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(BUILD)/tests/tap.o $(LIBRARY)
	$(SHOW) "  link $@"
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $(filter %.o,$^) $(LIBRARY) $(ALL_LDFLAGS) $(LIBS)

$(BUILD)/tests/unit/sizing/test_scaling_equation: $(BUILD)/tests/reference/reference_table.o

$(BUILD)/tests/fuzz/%_replay: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/fuzz/replay.o $(LIBRARY)
	$(SHOW) "  link $@"
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $< $(BUILD)/tests/fuzz/replay.o $(LIBRARY) $(ALL_LDFLAGS) $(LIBS)

$(REFERENCE_CHECK): $(REFERENCE_SOURCES:%.c=$(BUILD)/%.o) $(LIBRARY)
	$(SHOW) "  link $@"
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(ALL_LDFLAGS) $(LIBS)

# Objects of tests and benches are kept, so that a change of the library only links them anew;
# those of the library are not among them: one that is missing is made.
.SECONDARY: $(UNIT_SOURCES:%.c=$(BUILD)/%.o) $(FUZZ_SOURCES:%.c=$(BUILD)/%.o) $(BENCH_SOURCES:%.c=$(BUILD)/%.o)

# The program against tables of expected values; REFERENCE=DIR names another folder of them.
REFERENCE ?= tests/reference
check-reference: $(REFERENCE_CHECK)
	@$(REFERENCE_CHECK) "$(REFERENCE)"

# All tests; DATA=DIR and REFERENCE=DIR name folders of data and expected values.
check:
	+@sh tests/run.sh

# The same tests under AddressSanitizer and UndefinedBehaviorSanitizer.
check-san:
	+@HARDENING=no BUILD=build/san CFLAGS="$(SANITIZE_CFLAGS)" ASAN_OPTIONS=detect_leaks=1 \
	  UBSAN_OPTIONS=print_stacktrace=1 sh tests/run.sh
SANITIZE_CFLAGS = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

# Hunts with clang's libFuzzer, FUZZ_SECONDS for each target; new inputs stay in build/fuzz/corpus.
FUZZ_SECONDS ?= 60
FUZZ_BUILD = $(BUILD)/fuzz
FUZZ_FINDINGS = $(foreach kind,crash timeout oom leak,$(FUZZ_BUILD)/$(kind)-*)
FUZZ_FLAGS = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
fuzz:
	@$(MAKE) -s BUILD=$(FUZZ_BUILD) CC=clang HARDENING=no CFLAGS="$(FUZZ_FLAGS) -fsanitize=fuzzer-no-link" \
	  $(FUZZ_SOURCES:%.c=$(FUZZ_BUILD)/%_hunt)
	@rm -f $(FUZZ_FINDINGS); for target in $(FUZZ_SOURCES:tests/fuzz/%.c=%); do \
	  echo "== $$target"; mkdir -p $(FUZZ_BUILD)/corpus/$$target; \
	  dictionary=tests/fuzz/$${target#fuzz_}.dict; [ -e $$dictionary ] || dictionary=; \
	  $(FUZZ_BUILD)/tests/fuzz/$${target}_hunt -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=1024 \
	    -verbosity=0 -print_final_stats=1 -artifact_prefix=$(FUZZ_BUILD)/ $${dictionary:+-dict=$$dictionary} \
	    $(FUZZ_BUILD)/corpus/$$target tests/fuzz/corpus/$${target#fuzz_} 2>&1 | \
	    grep -E 'ERROR|SUMMARY|runtime error|^ *#[0-9]+ 0x|Test unit|number_of_executed|Assertion' ; \
	done; if ls $(FUZZ_FINDINGS) 2>/dev/null | grep .; then exit 1; fi; \
	echo "fuzz: no finding in $(FUZZ_SECONDS) s a target"

$(BUILD)/tests/fuzz/%_hunt: $(BUILD)/tests/fuzz/%.o $(LIBRARY)
	$(SHOW) "  link $@"
	$(Q)$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer -o $@ $< $(LIBRARY) $(ALL_LDFLAGS) $(LIBS)

# Static analysis: clang-tidy (by .clang-tidy), cppcheck, and the layout by clang-format 14. Any finding
# fails; a source without one is not looked at again until it or a header of it changes. Functions are
# analysed one by one: across calls the analyser assumes what callers exclude.
ANALYZED = $(LIBRARY_SOURCES:%.c=$(BUILD)/analyze/%.ok) $(BUILD)/analyze/src/main.ok
analyze:
	@command -v clang-tidy >/dev/null && command -v cppcheck >/dev/null || \
	  { echo "analyze: install clang-tidy and cppcheck (sh samples/install-dependencies.sh slow)"; exit 2; }
	+@$(MAKE) -s -k -j$$(getconf _NPROCESSORS_ONLN) $(ANALYZED)
	@if clang-format --version 2>/dev/null | grep -q 'version 14'; then \
	  clang-format --dry-run -Werror $$(find src tests -name '*.[ch]'); fi
	@echo "analyze: no finding"

$(BUILD)/analyze/%.ok: $(BUILD)/%.o .clang-tidy
	@mkdir -p $(@D)
	@clang-tidy --quiet $*.c -- $(STANDARD) -Isrc -DHEADROOM_VERSION='"0"' $(PACKAGE_CFLAGS) \
	  -Xclang -analyzer-config -Xclang ipa=none 2>/dev/null
	@cppcheck --quiet --std=c11 --language=c --enable=warning,performance,portability --inline-suppr \
	  --suppress=missingIncludeSystem --error-exitcode=1 -D__SIZEOF_INT128__=16 -Isrc $*.c
	@touch $@

# Slow tests: LibreOffice recalculates the workbook.
# What the tools that write exports write, on this machine: those that are installed
# (sh samples/install-dependencies.sh exporters).
check-exporters: all
	@sh tests/slow/exporters.sh

check-slow: all
	@for script in $(filter-out tests/slow/exporters.sh,$(wildcard tests/slow/*.sh)); do echo "== $$script"; sh $$script || exit 1; done

# Whole-process figures as ratios to a peer in the same run.
bench: all $(BUILD)/tests/bench/csv_alone $(BUILD)/tests/bench/json_alone $(BUILD)/tests/bench/latency $(BUILD)/tests/bench/replay \
  $(BUILD)/tests/bench/xlsx_alone
	@for script in tests/bench/*.sh; do echo "== $$script"; CSV_ALONE=$(BUILD)/tests/bench/csv_alone BUILD=$(BUILD) \
	  JSON_ALONE=$(BUILD)/tests/bench/json_alone XLSX_ALONE=$(BUILD)/tests/bench/xlsx_alone sh $$script || exit 1; done

# Accuracy on a folder with *-train*.csv and *-test*.csv in the layout of the M4 competition; INNER=5
# leaves the tests unread and forecasts the last five times STEPS of the training parts.
STEPS ?= 48
$(BUILD)/tests/bench/latency: $(BUILD)/tests/reference/reference_table.o
$(BUILD)/tests/bench/%: $(BUILD)/tests/bench/%.o $(LIBRARY)
	$(SHOW) "  link $@"
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $(filter %.o,$^) $(LIBRARY) $(ALL_LDFLAGS) $(LIBS)

bench-m4: $(BUILD)/tests/bench/m4
	@test -n "$(DATA)" || { echo "make bench-m4 DATA=DIR [INNER=5 [STEPS=48]]: a folder with *-train*.csv and *-test*.csv"; exit 2; }
	@for train in "$(DATA)"/*-train*.csv; do \
	  test=$$(echo "$$train" | sed 's/-train\([^/]*\)$$/-test\1/'); \
	  if [ -n "$(INNER)" ]; then \
	    $(BUILD)/tests/bench/m4 "$$train" --inner "$(INNER)" "$(STEPS)" || exit 2; \
	  else \
	    $(BUILD)/tests/bench/m4 "$$train" "$$test" || exit 2; \
	  fi; \
	done

# Run-out dates of what fills up: thirty kinds with known truth, SEEDS of each from SEED on.
SEED ?= 11
SEEDS ?= 10
bench-stocks: $(BUILD)/tests/bench/stocks
	@$(BUILD)/tests/bench/stocks $(SEED) $(SEEDS)

# Memory of containers: fifteen kinds with known truth, beside the rules of krr and VPA.
bench-rightsize: $(BUILD)/tests/bench/rightsize
	@$(BUILD)/tests/bench/rightsize $(SEED) $(SEEDS)

# Right after an incident or a shift of level, on made demand: losses over those of the twin that had
# none. DATA='FILE ...' puts incidents into windows of metric exports too.
bench-incidents: all $(BUILD)/tests/bench/incidents $(BUILD)/tests/bench/shifts
	@$(BUILD)/tests/bench/incidents 1
	@$(BUILD)/tests/bench/shifts 1
	@sh tests/bench/plan_twins.sh
	@test -z "$(DATA)" || $(BUILD)/tests/bench/incidents $(DATA)

# What notes of a forecast tell: how often bounds failed after each, on metric exports.
bench-warnings: $(BUILD)/tests/bench/warnings
	@test -n "$(DATA)" || { echo "make bench-warnings DATA='FILE ...'"; exit 2; }
	@for fewest in 504 100; do for hours in 24 168; do \
	  $(BUILD)/tests/bench/warnings $$hours 20 $$fewest $(DATA) || exit 2; done; done

# The highest value of a week and of four weeks on the exports below the folders, beside rules that
# multiply the peaks of the last weeks.
bench-peaks: $(BUILD)/tests/bench/peaks
	@test -n "$(DATA)" || { echo "make bench-peaks DATA='FOLDER ...' [ORIGINS=10]"; exit 2; }
	@for days in 7 28; do find $(DATA) -name '*.csv' | sort | tr '\n' '\0' | \
	  xargs -0 $(BUILD)/tests/bench/peaks $$days $(ORIGINS) || exit 2; done

# Accuracy on families of metric exports, a folder each: a day, a week, four weeks and 90 days ahead,
# beside seasonal naive and, where R's forecast package is (R=no: without), its models; about three
# minutes, with TBATS=yes ten more. V=1 shows every file.
ORIGINS ?= 10
bench-rolling: all $(BUILD)/tests/bench/rolling
	@test -n "$(DATA)" || { echo "make bench-rolling DATA='FOLDER ...' [ORIGINS=10] [R=no] [TBATS=yes]"; exit 2; }
	@BUILD=$(BUILD) ORIGINS=$(ORIGINS) R=$(R) TBATS=$(TBATS) V=$(V) sh tests/bench/rolling_families.sh $(DATA)

demo:
	@sh samples/demo.sh

# The picture of the README, drawn again: needs Chromium and pngquant.
pictures: all
	HEADROOM=./headroom sh samples/pictures/make.sh

# --- documentation, installation, distribution ----------------------------------------------------
# Rewrites the generated regions of man/ and the completions; a test compares.
docs: $(BUILD)/headroom-docs
	sh data/embed.sh > src/service/embedded_tables.c
	$(BUILD)/headroom-docs man man
	$(BUILD)/headroom-docs completions completions

MAN1 = $(sort $(wildcard man/*.1))
MAN5 = $(sort $(wildcard man/*.5))
MAN7 = $(sort $(wildcard man/*.7))

install: headroom
	mkdir -p $(DESTDIR)$(BINDIR) $(DESTDIR)$(MANDIR)/man1 $(DESTDIR)$(MANDIR)/man5 $(DESTDIR)$(MANDIR)/man7 \
	  $(DESTDIR)$(BASHCOMPDIR) $(DESTDIR)$(ZSHCOMPDIR) $(DESTDIR)$(FISHCOMPDIR)
	install -m 755 headroom $(DESTDIR)$(BINDIR)/headroom
	install -m 644 $(MAN1) $(DESTDIR)$(MANDIR)/man1
	install -m 644 $(MAN5) $(DESTDIR)$(MANDIR)/man5
	$(if $(MAN7),install -m 644 $(MAN7) $(DESTDIR)$(MANDIR)/man7)
	install -m 644 completions/headroom.bash $(DESTDIR)$(BASHCOMPDIR)/headroom
	install -m 644 completions/_headroom $(DESTDIR)$(ZSHCOMPDIR)/_headroom
	install -m 644 completions/headroom.fish $(DESTDIR)$(FISHCOMPDIR)/headroom.fish

uninstall:
	rm -f $(DESTDIR)$(BINDIR)/headroom $(MAN1:man/%=$(DESTDIR)$(MANDIR)/man1/%) \
	  $(MAN5:man/%=$(DESTDIR)$(MANDIR)/man5/%) $(MAN7:man/%=$(DESTDIR)$(MANDIR)/man7/%) \
	  $(DESTDIR)$(BASHCOMPDIR)/headroom \
	  $(DESTDIR)$(ZSHCOMPDIR)/_headroom $(DESTDIR)$(FISHCOMPDIR)/headroom.fish

# What is handed out, in dist/. The same commit gives the same bytes, wherever it is built: dates are those
# of the commit, and paths are left out.
NAME = headroom-$(VERSION)
ARCHITECTURE := $(shell uname -m)
STATIC = $(NAME)-linux-$(ARCHITECTURE)
STATIC_LIBRARIES = build/static-libraries
SAME_BYTES = -ffile-prefix-map=$(CURDIR)=.

# One binary that needs nothing of the machine that it runs on.
static:
	sh samples/packages/static-libraries.sh $(STATIC_LIBRARIES) $(XLSXWRITER_SOURCE)
	+@$(MAKE) -s BUILD=build/static CFLAGS="-O2 $(SAME_BYTES)" LDFLAGS="-static-pie" PACKAGES= \
	  LIBS="-L$(STATIC_LIBRARIES) -lcsv -lgsl -lgslcblas -ljansson -lxlsxwriter -lyajl_s -lyaml -lz -lm -pthread" \
	  build/static/headroom
	@mkdir -p dist
	strip -o dist/$(STATIC) build/static/headroom

deb: headroom
	sh samples/packages/deb.sh $(VERSION) dist

html:
	sh samples/packages/html.sh dist/html

# What is committed as an archive, the static binary with its pages, and the sums of all of it.
dist: static html
	git archive --format=tar --prefix=$(NAME)/ HEAD | gzip -9n > dist/$(NAME).tar.gz
	@rm -rf build/handed && mkdir -p build/handed/$(STATIC)/man build/handed/$(STATIC)/completions
	@cp dist/$(STATIC) build/handed/$(STATIC)/headroom
	@cp README.md LICENSE CHANGELOG.md build/handed/$(STATIC)
	@cp man/*.[157] build/handed/$(STATIC)/man && cp completions/* build/handed/$(STATIC)/completions
	@cp -R dist/html build/handed/$(STATIC)/html
	tar --format=ustar --sort=name --owner=0 --group=0 --numeric-owner --mode=u+rwX,go+rX,go-w \
	  --mtime=@$$(git log -1 --format=%ct) -C build/handed -cf - $(STATIC) | gzip -9n > dist/$(STATIC).tar.gz
	@rm -rf build/handed
	cd dist && sha256sum $(NAME).tar.gz $(STATIC) $(STATIC).tar.gz > SHA256SUMS

clean:
	rm -rf build dist headroom headroom.new

-include $(LIBRARY_OBJECTS:.o=.d) $(BUILD)/src/main.d $(BUILD)/src/docs_main.d \
	$(UNIT_SOURCES:%.c=$(BUILD)/%.d) \
	$(FUZZ_SOURCES:%.c=$(BUILD)/%.d) $(REFERENCE_SOURCES:%.c=$(BUILD)/%.d) $(BUILD)/tests/tap.d \
	$(BENCH_SOURCES:%.c=$(BUILD)/%.d)
