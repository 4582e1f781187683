# make demo: the sample study from raw files to reports.  make test: every test.
# Each does all its own set-up on a fresh Debian 12 with a Swift 6 toolchain.

SHELL := /bin/bash
PREFIX ?= /usr/local
AS_OF ?= 2026-09-30
VERSION := $(shell sed -n 's/.*programVersion = "\(.*\)".*/\1/p' Sources/perlemor/ProgramVersion.swift 2>/dev/null)
PACKAGES := libcairo2-dev libpango1.0-dev libsqlite3-dev libqpdf-dev libboost-math-dev libicu-dev \
  libzip-dev libexpat1-dev libcmark-dev liblapacke-dev liblapack-dev libblas-dev \
  libnlopt-dev pkg-config poppler-utils
RELEASE = swift build -c release --product perlemor
DATA = Indicators Reports

.PHONY: help setup build demo test lint format install dist sampledata clean

help:
	@echo "make demo              the sample study: reports and charts under out/demo/"
	@echo "make test              build, lint and all tests"
	@echo "make install PREFIX=…  bin/perlemor and share/perlemor"
	@echo "make dist              an archive for Debian 12 without a Swift toolchain"
	@echo "make sampledata        make the invented programme of SampleData/ again"

setup:
	@missing=; for p in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then \
	  echo "installing system packages:$$missing"; \
	  root=; [ "$$(id -u)" = 0 ] || root=sudo; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  $$root apt-get update -qq && $$root apt-get install -y -qq --no-install-recommends $$missing >/dev/null || \
	    { echo "could not install:$$missing" >&2; exit 1; }; fi
	@command -v swift >/dev/null || { echo "a Swift 6 toolchain is needed: see swift.org/install" >&2; exit 1; }

build: setup
	$(RELEASE)

demo: build
	@rm -rf out/demo && mkdir -p out/demo
	$$($(RELEASE) --show-bin-path)/perlemor run SampleData/programme --out out/demo --as-of $(AS_OF)
	@echo
	@echo "The sample study is in out/demo:"
	@echo "  published/reports/    $$(ls out/demo/published/reports/*.pdf | wc -l) PDF reports, one a municipality"
	@echo "  published/charts/     $$(ls out/demo/published/charts/*.svg | wc -l) charts as SVG"
	@echo "  published/results.csv and results.json: every figure that may be shown"
	@echo "  confidential/study.sqlite: everything, for your eyes only"

test: setup lint
	swift build --build-tests
	swift test --skip-build
	@$$(swift build --show-bin-path)/perlemor-sampledata --check
	@echo "Built in .build/debug, linted and tested; nothing else was written."

lint:
	swift format lint --strict --parallel --recursive Sources Tests Package.swift

format:
	swift format --in-place --parallel --recursive Sources Tests Package.swift

sampledata: setup
	swift run perlemor-sampledata

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/perlemor
	install -m 755 $$($(RELEASE) --show-bin-path)/perlemor $(DESTDIR)$(PREFIX)/bin/perlemor
	cp -R $(DATA) $(DESTDIR)$(PREFIX)/share/perlemor/
	@echo "Installed $(DESTDIR)$(PREFIX)/bin/perlemor and $(DESTDIR)$(PREFIX)/share/perlemor."

# The Swift runtime is linked in; the C libraries are Debian's own and stay under its security care.
dist: setup
	swift build -c release --product perlemor --static-swift-stdlib --scratch-path .build-dist
	@rm -rf dist/perlemor-$(VERSION) && mkdir -p dist/perlemor-$(VERSION)/bin dist/perlemor-$(VERSION)/share/perlemor
	install -m 755 -s $$(swift build -c release --static-swift-stdlib --scratch-path .build-dist --show-bin-path)/perlemor dist/perlemor-$(VERSION)/bin/
	cp -R $(DATA) dist/perlemor-$(VERSION)/share/perlemor/
	cp -R SampleData LICENSE README.md CHANGELOG.md dist/perlemor-$(VERSION)/
	cp .ci/dist-install.txt dist/perlemor-$(VERSION)/INSTALL.txt
	tar -C dist -czf dist/perlemor-$(VERSION)-debian12-$$(dpkg --print-architecture).tar.gz perlemor-$(VERSION)
	@echo "Made dist/perlemor-$(VERSION)-debian12-$$(dpkg --print-architecture).tar.gz; INSTALL.txt inside says what it needs."

clean:
	rm -rf .build .build-dist out dist
