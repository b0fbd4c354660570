import { createPublicKey, type KeyObject } from 'node:crypto';
import type { PostmarkSettings } from '../domain/inbound/providers/postmark.ts';
import { regionOf } from '../domain/inbound/providers/sns.ts';

/** What we need to believe each provider; null for one whose events are not taken. */
export interface FeedbackSettings {
  /** The ARNs of the topics that may tell us something. */
  readonly ses: { readonly topics: readonly string[] } | null;
  readonly postmark: PostmarkSettings | null;
  readonly mailgun: { readonly signingKey: string } | null;
  readonly sendgrid: { readonly publicKey: KeyObject } | null;
  /** Several while they change. */
  readonly webhook: { readonly keys: readonly Buffer[] } | null;
}

/** The variables of this part, as `docs/configuration.md` lists them. */
export const FEEDBACK_VARIABLES = [
  {
    name: 'FORTNIGHT_EVENTS_SES',
    default: 'not taken',
    meaning:
      'The ARNs of the SNS topics by which Amazon SES tells of bounces and complaints, with a comma between.',
  },
  {
    name: 'FORTNIGHT_EVENTS_POSTMARK',
    default: 'not taken',
    meaning:
      'What stands in the path of the URL that Postmark posts to, at least 24 letters, digits, `-` and `_`: Postmark signs nothing.',
  },
  {
    name: 'FORTNIGHT_EVENTS_POSTMARK_LOGIN',
    default: 'none',
    meaning: 'The `user:password` that Postmark sends along, if its URL has one.',
  },
  {
    name: 'FORTNIGHT_EVENTS_MAILGUN',
    default: 'not taken',
    meaning: 'The HTTP webhook signing key of Mailgun.',
  },
  {
    name: 'FORTNIGHT_EVENTS_SENDGRID',
    default: 'not taken',
    meaning: "The verification key of SendGrid's signed event webhook, as it is shown there.",
  },
  {
    name: 'FORTNIGHT_EVENTS_WEBHOOK',
    default: 'not taken',
    meaning:
      'The secret of any program that signs as Standard Webhooks says, `whsec_…`; two with a blank between while they change.',
  },
] as const;

/** Reads the variables above. What is wrong is added to `problems`, without its value: these are secrets. */
export function readFeedback(value: (name: string) => string | null, problems: string[]): FeedbackSettings {
  return {
    ses: readTopics(value('FORTNIGHT_EVENTS_SES'), problems),
    postmark: readPostmark(
      value('FORTNIGHT_EVENTS_POSTMARK'),
      value('FORTNIGHT_EVENTS_POSTMARK_LOGIN'),
      problems,
    ),
    mailgun: readSigningKey(value('FORTNIGHT_EVENTS_MAILGUN')),
    sendgrid: readPublicKey(value('FORTNIGHT_EVENTS_SENDGRID'), problems),
    webhook: readWebhookKeys(value('FORTNIGHT_EVENTS_WEBHOOK'), problems),
  };
}

function readTopics(text: string | null, problems: string[]): FeedbackSettings['ses'] {
  if (text === null) return null;
  const topics = text.split(',').map((topic) => topic.trim());
  for (const topic of topics)
    if (regionOf(topic) === null)
      problems.push(
        `FORTNIGHT_EVENTS_SES has "${topic}"; allowed is the ARN of a topic such as arn:aws:sns:eu-west-1:123456789012:bounces`,
      );
  return { topics };
}

function readPostmark(
  secret: string | null,
  login: string | null,
  problems: string[],
): PostmarkSettings | null {
  if (login !== null && !login.includes(':'))
    problems.push('FORTNIGHT_EVENTS_POSTMARK_LOGIN has no colon; allowed is user:password');
  if (secret === null) {
    if (login !== null)
      problems.push(
        'FORTNIGHT_EVENTS_POSTMARK_LOGIN is set and FORTNIGHT_EVENTS_POSTMARK is not: set both or neither',
      );
    return null;
  }
  if (!/^[\w-]{24,200}$/.test(secret))
    problems.push(
      'FORTNIGHT_EVENTS_POSTMARK is too short or cannot stand in a URL; allowed are 24 letters, digits, - and _ or more',
    );
  return { secret, login };
}

function readSigningKey(signingKey: string | null): FeedbackSettings['mailgun'] {
  return signingKey === null ? null : { signingKey };
}

function readPublicKey(text: string | null, problems: string[]): FeedbackSettings['sendgrid'] {
  if (text === null) return null;
  const publicKey = publicKeyIn(text);
  if (publicKey !== null) return { publicKey };
  problems.push('FORTNIGHT_EVENTS_SENDGRID is no key; allowed is a public key on P-256, in base64');
  return null;
}

function publicKeyIn(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null;
  } catch {
    // OpenSSL's words say nothing to the author: it is no key.
    return null;
  }
}

/** Of 24 to 64 octets, as Standard Webhooks wants them. */
function readWebhookKeys(text: string | null, problems: string[]): FeedbackSettings['webhook'] {
  if (text === null) return null;
  const keys = text
    .split(/\s+/)
    .map((secret) => Buffer.from(/^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1] ?? '', 'base64'));
  if (keys.some(({ length }) => length < 24 || length > 64))
    problems.push(
      'FORTNIGHT_EVENTS_WEBHOOK has what is no secret; allowed is whsec_ and 24 to 64 octets in base64',
    );
  return { keys };
}
