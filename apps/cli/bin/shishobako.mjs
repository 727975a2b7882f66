#!/usr/bin/env node
// Runs the command line on the project's own Node: an older one on the machine only has to get this far.
import { runOnProjectNode } from '../../../scripts/project-node.mjs';

await runOnProjectNode(new URL('../src/main.ts', import.meta.url), process.argv.slice(2));
