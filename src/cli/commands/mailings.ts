import { resolve } from 'node:path';
import { draftAnnouncement } from '../../app/draft-announcement.ts';
import { draftCorrection } from '../../app/draft-correction.ts';
import type { Edition } from '../../domain/deliveries/delivery.ts';
import type { Environment, ExitCode } from '../environment.ts';

interface MailingOptions {
  readonly send?: boolean;
  readonly json?: boolean;
}

/** `fortnight correction TOPIC [--file FILE.md] [--send]`. */
export async function correction(
  environment: Environment,
  topic: string,
  { file, send = false, json }: MailingOptions & { readonly file?: string },
): Promise<ExitCode> {
  const request = { topic, file: file === undefined ? null : resolve(file), send };
  return tell(environment, await draftCorrection(await environment.app(), request), json);
}

/** `fortnight announce FILE.md [--title TITLE] [--send]`. */
export async function announce(
  environment: Environment,
  file: string,
  { title, send = false, json }: MailingOptions & { readonly title?: string },
): Promise<ExitCode> {
  const request = { file: resolve(file), title: title ?? null, send };
  return tell(environment, await draftAnnouncement(await environment.app(), request), json);
}

function tell(
  { terminal }: Environment,
  { key, subject, state }: Edition,
  json: boolean | undefined,
): ExitCode {
  if (json === true) {
    terminal.out(JSON.stringify({ version: 1, edition: key, subject, state: state.kind }, null, 2));
    return 0;
  }
  const held = state.kind === 'held';
  terminal.out(
    `${terminal.paint('strong', key)}  ${subject}  ${held ? 'is held until you let it go' : 'leaves with the next tick'}`,
  );
  if (held) {
    terminal.out(`  look at it    fortnight edition preview ${key} > preview.html`);
    terminal.out(`  let it go     fortnight edition send-now ${key}`);
    terminal.out(`  or at the next sending window    fortnight edition approve ${key}`);
  }
  return 0;
}
