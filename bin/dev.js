#!/usr/bin/env node
// Builds, then runs: for work on glfr itself.
await import('../build.ts');
await import('./run.js');
