import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runQuietly } from '../progress.mjs';

/**
 * Whether every change of the schema has its migration: drizzle-kit is let loose on a copy of `migrations/`, and may add nothing.
 * @param {string} root the checkout; nothing in it changes but a folder of caches in `node_modules`
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export async function checkMigrations(root) {
  const caches = join(root, 'node_modules', '.cache');
  mkdirSync(caches, { recursive: true });
  const scratch = mkdtempSync(join(caches, 'fortnight-migrations-'));
  try {
    return await generateInto(root, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function generateInto(root, scratch) {
  const migrations = join(root, 'migrations');
  const copy = join(scratch, 'migrations');
  if (!existsSync(migrations)) return { ok: false, output: 'there is no migrations/ folder\n' };
  cpSync(migrations, copy, { recursive: true });
  const config = join(scratch, 'drizzle.config.ts');
  writeFileSync(config, configFor(root, relative(root, copy)));
  const result = await runDrizzleKit(root, ['generate', '--config', relative(root, config)]);
  if (!result.ok) return result;
  const added = sqlFiles(copy).filter((name) => !sqlFiles(migrations).includes(name));
  if (added.length > 0) {
    return {
      ok: false,
      output: 'the schema has changed without a migration: run npm run migration and commit it\n',
    };
  }
  return runDrizzleKit(root, ['check', '--config', relative(root, config)]);
}

/** The project's own configuration with another folder to write to; drizzle-kit takes no flag beside `--config`. */
function configFor(root, out) {
  const own = JSON.stringify(join(root, 'drizzle.config.ts'));
  return `import config from ${own};\nexport default { ...config, out: ${JSON.stringify(out)} };\n`;
}

function runDrizzleKit(root, args) {
  return runQuietly([process.execPath, join(root, 'node_modules', 'drizzle-kit', 'bin.cjs'), ...args], {
    cwd: root,
  });
}

function sqlFiles(folder) {
  return readdirSync(folder).filter((name) => name.endsWith('.sql'));
}
