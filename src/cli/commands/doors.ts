import { doorsStanding, openDoors } from '../../app/open-doors.ts';
import type { Environment, ExitCode } from '../environment.ts';

/** `fortnight doors show`. 1 while they are shut. */
export async function showDoors(
  environment: Environment,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const { terminal } = environment;
  const { pause, trend } = await doorsStanding(await environment.app());
  const code = pause === null ? 0 : 1;
  if (options.json === true) {
    terminal.out(JSON.stringify({ version: 1, pause, trend }, null, 2));
    return code;
  }
  terminal.out(
    pause === null
      ? terminal.paint('good', 'open')
      : terminal.paint(
          'bad',
          `shut until ${new Date(pause.until).toISOString()}: ${pause.unconfirmed} unconfirmed within an hour, usually ${Math.round(pause.usual)}`,
        ),
  );
  terminal.out(
    `${trend.unconfirmed} unconfirmed within the last hour, usually ${Math.round(trend.usual)}; more than ${trend.limit} shut the doors`,
  );
  return code;
}

/** `fortnight doors open`. 1 when they are open. */
export async function open(environment: Environment): Promise<ExitCode> {
  const opened = await openDoors(await environment.app());
  environment.terminal.out(opened ? 'the doors are open again' : 'the doors are open; nothing was done');
  return opened ? 0 : 1;
}
