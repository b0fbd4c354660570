import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import { hasEnded, nameThisRun } from '../../src/app/run-name.ts';

it('gives another name at each call, and knows that this process is alive', () => {
  expect(nameThisRun()).not.toBe(nameThisRun());
  expect(nameThisRun().startsWith(`${hostname()}:${process.pid}:`)).toBe(true);
  expect(hasEnded(nameThisRun())).toBe(false);
});

it('knows that a process of this machine has ended', () => {
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  expect(hasEnded(nameThisRun().replace(`:${process.pid}:`, `:${ended}:`))).toBe(true);
});

it('is sure of nothing about another host, another container, or a name it cannot read', () => {
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  const name = nameThisRun().replace(`:${process.pid}:`, `:${ended}:`);
  expect(hasEnded(`elsewhere.${name}`)).toBe(false);
  expect(hasEnded(name.replace(/:[0-9a-f]{8}-/, ':00000000-'))).toBe(false);
  expect(hasEnded('somebody')).toBe(false);
});
