#!/usr/bin/env node
import { runPlayguard } from '#cli/playguard.ts';

process.exitCode = await runPlayguard({ argv: process.argv, env: process.env });
