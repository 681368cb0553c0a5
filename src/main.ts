#!/usr/bin/env node
import { runCommandLine } from './surfaces/cli.ts';

process.exit(await runCommandLine(process.argv.slice(2)));
