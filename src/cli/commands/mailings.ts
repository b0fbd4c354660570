import { resolve } from 'node:path';
import type { CreatedMailing } from '../../app/create-mailing.ts';
import { draftAnnouncement } from '../../app/draft-announcement.ts';
import { draftCorrection } from '../../app/draft-correction.ts';
import { HTML_WARNING_BYTES } from '../../mail/compose/render-edition.ts';
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
  { edition: { key, subject, state }, htmlBytes }: CreatedMailing,
  json: boolean | undefined,
): ExitCode {
  const held = state.kind === 'held';
  if (json === true) {
    const shown = { version: 1, edition: key, subject, state: state.kind, htmlBytes };
    terminal.out(JSON.stringify(shown, null, 2));
    return 0;
  }
  const next = held ? 'is held until you let it go' : 'leaves with the next tick';
  terminal.out(`${terminal.paint('strong', key)}  ${subject}  ${next}`);
  if (held) {
    terminal.out(`  look at it    fortnight edition preview ${key} > preview.html`);
    terminal.out(`  let it go     fortnight edition send-now ${key}`);
    terminal.out(`  at the next sending window    fortnight edition approve ${key}`);
  }
  if (htmlBytes > HTML_WARNING_BYTES)
    terminal.err(
      `Its HTML has ${Math.round(htmlBytes / 1000)} kB: Gmail cuts a mail off at about 102 kB, and above 95 kB it is not sent.`,
    );
  return 0;
}
