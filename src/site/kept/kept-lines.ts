import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCodeOf } from '../../core/errors.ts';

/** Values by key that outlive the process: a line of JSON for each, the last one of a key counts. */
export interface KeptLines<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  keys(): readonly string[];
  /** As far as this process is concerned. */
  forget(key: string): void;
  /** Adds to the file what was set since the last time. */
  save(): Promise<void>;
  /** Forgets what nobody asked for since the last time, or since it was opened, and writes the file anew. */
  tidy(): Promise<void>;
}

/**
 * Opens the file, null for one that lives as long as the process. A line that cannot be read, the last one after a kill, is passed over: what is kept
 * so can always be made again.
 * @param parse what a line's value must be; null when it is something else
 */
export async function openKeptLines<Value>(
  file: string | null,
  parse: (value: unknown) => Value | null,
): Promise<KeptLines<Value>> {
  const known = new Map(
    file === null ? [] : entriesIn(await readFile(file, 'utf8').catch(noneWhenAbsent), parse),
  );
  const fresh = new Map<string, Value>();
  const asked = new Set<string>();
  return {
    get: (key) => {
      asked.add(key);
      return known.get(key);
    },
    set: (key, value) => {
      asked.add(key);
      known.set(key, value);
      fresh.set(key, value);
    },
    keys: () => [...known.keys()],
    forget: (key) => void known.delete(key),
    save: async () => {
      if (file === null || fresh.size === 0) return;
      const lines = linesOf(fresh);
      fresh.clear();
      await mkdir(dirname(file), { recursive: true });
      // Begins with a line end: a kill may have left half a line there.
      await appendFile(file, `\n${lines}`);
    },
    tidy: async () => {
      for (const key of known.keys()) if (!asked.has(key)) known.delete(key);
      asked.clear();
      fresh.clear();
      if (file === null) return;
      await mkdir(dirname(file), { recursive: true });
      const beside = `${file}.${randomBytes(6).toString('hex')}`;
      await writeFile(beside, linesOf(known));
      await rename(beside, file);
    },
  };
}

function linesOf(values: ReadonlyMap<string, unknown>): string {
  return [...values].map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

function entriesIn<Value>(text: string, parse: (value: unknown) => Value | null): [string, Value][] {
  return text.split('\n').flatMap((line): [string, Value][] => {
    const [key, value] = entryIn(line);
    const parsed = typeof key === 'string' ? parse(value) : null;
    return typeof key === 'string' && parsed !== null ? [[key, parsed]] : [];
  });
}

function entryIn(line: string): readonly unknown[] {
  try {
    const entry: unknown = line === '' ? [] : JSON.parse(line);
    return Array.isArray(entry) ? entry : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function noneWhenAbsent(error: unknown): string {
  if (systemCodeOf(error) === 'ENOENT') return '';
  throw error;
}
