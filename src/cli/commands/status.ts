import { type Standing, standing } from '../../app/standing.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { runwayWords, shownDate } from '../planning.ts';
import type { Paint } from '../terminal.ts';
import { counted, moment } from '../words.ts';

/** `fortnight status`. */
export async function status(
  environment: Environment,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const { terminal } = environment;
  const now = await standing(await environment.app());
  if (options.json === true) terminal.out(JSON.stringify({ version: 1, ...now }, null, 2));
  else
    for (const [label, words] of statusLines(now, terminal.paint))
      terminal.out(`${terminal.paint('muted', label.padEnd(10))} ${words}`);
  return 0;
}

function statusLines(now: Standing, paint: Paint): (readonly [string, string])[] {
  const { readers, mails } = now;
  return [
    [
      'Calendar',
      now.faults === 0 ? paint('good', 'no errors') : paint('bad', `${now.faults} errors (fortnight check)`),
    ],
    ['Next', nextWords(now, paint)],
    ...(now.runway === null ? [] : [['', runwayWords(now.runway, paint)] as const]),
    ['Readers', `${readers.active} active, ${readers.pending} pending, ${readers.unsubscribed} unsubscribed`],
    ...now.editions.flatMap((edition) => editionLines(edition, paint)),
    [
      'Mails',
      `${mails.queued + mails.deferred} waiting, ${mails.sent} sent, ${mails.failed} failed, ${mails.uncertain} uncertain`,
    ],
    ...inboundLines(now.inbound, paint),
    ...now.relays.map((words, index) => [index === 0 ? 'Relay' : '', words] as const),
    ...signingLines(now.signing, paint),
    ...errandLines('Deploy', now.deploy, 'the site has changed; the worker runs the command next', paint),
    ...errandLines('Hub', now.hub, 'the site has changed; the worker looks next whether to tell it', paint),
    ...errandLines('IndexNow', now.indexNow, 'the site has changed; the worker tells it next', paint),
    ...(now.allMailTo === null
      ? []
      : [['Test mode', paint('warn', `every mail goes to ${now.allMailTo}; no reader gets any`)] as const]),
    [
      'Worker',
      now.worker === null
        ? paint('warn', 'none is running: nothing is published or sent')
        : paint('good', now.worker),
    ],
  ];
}

/** Who takes no mail in is not told so. */
function inboundLines(inbound: Standing['inbound'], paint: Paint): (readonly [string, string])[] {
  if (inbound === null) return [];
  const { kept, waiting, failed, aboutNobody } = inbound;
  const odd = [
    ...(aboutNobody === 0 ? [] : [`${aboutNobody} about no reader we could tell`]),
    ...(waiting === 0 ? [] : [`${waiting} to be applied`]),
  ];
  const words = [`${kept} came in within 30 days`, ...odd].join(', ');
  const broken = `${failed} could not be applied (fortnight inbound list)`;
  return [['Mail in', failed === 0 ? words : `${words}, ${paint('bad', broken)}`]];
}

/** Where there is no key there is no line: a mail server of one's own may sign. */
function signingLines(signing: Standing['signing'], paint: Paint): (readonly [string, string])[] {
  if (signing === null) return [];
  const { selectors, domain, strangeTo } = signing;
  const line = `every mail, by ${selectors.join(' and ')} for ${domain ?? 'the domain of the From address'}`;
  if (strangeTo === null) return [['Signed', line]];
  const warning = `DMARC does not count it, as From is of ${strangeTo}: unset DKIM_DOMAIN, or set it to that`;
  return [
    ['Signed', line],
    ['', `  ${paint('warn', warning)}`],
  ];
}

function errandLines(
  name: string,
  errand: Standing['deploy'],
  owed: string,
  paint: Paint,
): (readonly [string, string])[] {
  if (errand === null) return [];
  if (errand.kind === 'carried') return [[name, `up to date since ${moment(errand.at)}`]];
  if (errand.kind === 'owed') return [[name, owed]];
  const { attempts, since, why, next } = errand;
  const failures = `failed ${counted(attempts, 'time')} since ${moment(since)}`;
  return [[name, `${paint('bad', failures)}: it ${why}; again at ${moment(next)}`]];
}

function editionLines(
  { key, words, waitsFor }: Standing['editions'][number],
  paint: Paint,
): (readonly [string, string])[] {
  return [
    ['Edition', `${key}: ${words}`],
    ...waitsFor.map((hold) => ['', `  ${paint('warn', hold.words)}`] as const),
  ];
}

function nextWords(now: Standing, paint: Paint): string {
  if (now.next === null) return paint('warn', 'no slot is planned');
  const topic = now.next.topic === null ? paint('bad', 'nothing is ready') : paint('strong', now.next.topic);
  return `${shownDate(now.next.date)}  ${topic}  ${paint('muted', now.next.why)}`;
}
