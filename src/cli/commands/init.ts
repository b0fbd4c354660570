import { join, resolve } from 'node:path';
import { initWorkspace } from '../../app/init.ts';
import { type LocalDate, parseZone, type ZoneName } from '../../core/zoned-time.ts';
import { starterAnchor } from '../../domain/calendar/starter.ts';
import { workspaceAt } from '../../workspace/workspace.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { check } from './check.ts';

export interface InitOptions {
  readonly title?: string;
  readonly author?: string;
  readonly email?: string;
  readonly url?: string;
  readonly zone?: ZoneName;
  readonly anchor?: LocalDate;
  readonly every?: string;
}

/** `fortnight init [FOLDER]`: a starter workspace, checked at once. */
export async function init(
  environment: Environment,
  folder: string | null,
  options: InitOptions,
): Promise<ExitCode> {
  const { terminal } = environment;
  const here = environment.workspace();
  const root = resolve(here.root, folder ?? '.');
  const workspace = root === here.root ? here : workspaceAt(root, join(root, 'data'));
  const zone = options.zone ?? zoneOfThisMachine();
  const started = await initWorkspace(workspace, {
    title: options.title ?? 'My Blog',
    author: options.author ?? 'Your Name',
    email: options.email ?? 'you@example.com',
    url: options.url ?? 'https://example.com',
    zone,
    anchor: options.anchor ?? starterAnchor(environment.now(), zone),
    every: options.every ?? '14 days',
  });
  for (const path of started.written) terminal.out(`${terminal.paint('good', 'new')} ${path}`);
  if (started.keptGitIgnore) terminal.out('    .gitignore is as it was; it should name data/ and .env');
  const code = await check({ ...environment, workspace: () => workspace }, {});
  terminal.out('');
  terminal.out(`Next${root === here.root ? '' : `, in ${folder}`}:`);
  terminal.out('  fortnight plan      what comes out when');
  terminal.out('  fortnight serve     the site, at http://localhost:8014');
  return code;
}

/** Only a first guess for the author's file; what is planned depends on the zone in that file alone. */
function zoneOfThisMachine(): ZoneName {
  const zone = parseZone(Intl.DateTimeFormat().resolvedOptions().timeZone) ?? parseZone('Etc/UTC');
  if (zone === null) throw new Error('this runtime has no zone data');
  return zone;
}
