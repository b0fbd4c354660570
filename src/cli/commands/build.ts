import { relative, resolve } from 'node:path';
import { type BuiltSite, buildSiteIn } from '../../app/build-site.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { counted } from '../words.ts';

/** `fortnight build [--out FOLDER] [--json]`. */
export async function build(
  environment: Environment,
  { out, json }: { readonly out?: string; readonly json?: boolean },
): Promise<ExitCode> {
  const { terminal } = environment;
  const app = await environment.app();
  const { root, siteFolder } = app.workspace;
  const built = await buildSiteIn(app, out === undefined ? null : resolve(root, out));
  if (json === true) terminal.out(JSON.stringify({ version: 1, ...built }, null, 2));
  else for (const line of wordsOf(built, root)) terminal.out(line);
  if (built.folder !== siteFolder && app.config.allowedOrigins.length === 0)
    terminal.err(
      `Forms there post to ${app.config.url}, which takes none from another host yet: set FORTNIGHT_ALLOWED_ORIGINS to where the folder will be served.`,
    );
  return 0;
}

/** A first build writes thousands: nobody reads so many names. */
const NAMED = 20;

function wordsOf({ folder, written, removed, milliseconds }: BuiltSite, root: string): string[] {
  const took = `${(milliseconds / 1000).toFixed(1)} s`;
  return [
    ...named('written', written),
    ...named('removed', removed),
    `${relative(root, folder) || '.'}: ${counted(written.length, 'file')} written, ${removed.length} removed, in ${took}`,
  ];
}

function named(verb: string, paths: readonly string[]): string[] {
  const more = paths.length - NAMED;
  const rest = more > 0 ? [`${verb}  and ${counted(more, 'more file')}`] : [];
  return [...paths.slice(0, NAMED).map((path) => `${verb}  ${path}`), ...rest];
}
