#!/usr/bin/env node
// A file that is there before the first build, so that npm can link the command; the command itself is built.
import '../dist/cli/main.js';
