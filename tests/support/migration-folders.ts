import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIGRATIONS, temporaryFolder } from './stores.ts';

/** A copy of the package's migrations with more of them behind, as a later version would ship; gone when the test ends. */
export function laterMigrations(...more: readonly (readonly [tag: string, sql: string])[]): string {
  const folder = join(temporaryFolder(), 'migrations');
  cpSync(MIGRATIONS, folder, { recursive: true });
  for (const [tag, sql] of more) writeFileSync(join(folder, `${tag}.sql`), sql);
  writeJournal(folder, [...tagsOf(folder), ...more.map(([tag]) => tag)]);
  return folder;
}

/** Only these migrations, in this order. */
export function migrationsOf(...all: readonly (readonly [tag: string, sql: string])[]): string {
  const folder = join(temporaryFolder(), 'migrations');
  mkdirSync(join(folder, 'meta'), { recursive: true });
  for (const [tag, sql] of all) writeFileSync(join(folder, `${tag}.sql`), sql);
  writeJournal(
    folder,
    all.map(([tag]) => tag),
  );
  return folder;
}

export function tagsOf(folder: string): readonly string[] {
  const journal: { entries: { tag: string }[] } = JSON.parse(readFileSync(journalOf(folder), 'utf8'));
  return journal.entries.map(({ tag }) => tag);
}

function writeJournal(folder: string, tags: readonly string[]): void {
  writeFileSync(journalOf(folder), JSON.stringify({ entries: tags.map((tag, idx) => ({ idx, tag })) }));
}

function journalOf(folder: string): string {
  return join(folder, 'meta', '_journal.json');
}
