import type { Rule } from './rule.ts';

const LONGEST_SUMMARY = 200;

export const bodyMissing: Rule = {
  code: 'E401',
  severity: 'error',
  title: 'a ready topic has no body',
  what: 'A topic says `status: ready`, but its post is not there.',
  why: 'Ready means that it may go out at any publishing day from now on.',
  how: 'Write `posts/<id>.md`, check its name, or set the status back to draft.',
  *find({ topics, hasBody }) {
    if (hasBody === null) return;
    for (const { id, typedId, fields } of topics) {
      if (fields?.status?.value !== 'ready' || typedId?.value !== id || hasBody(id)) continue;
      yield {
        span: fields.status.span,
        message: `\`${id}\` is ready, but \`posts/${id}.md\` is missing`,
        help: 'write the post, or set the status back to draft',
      };
    }
  },
};

export const longSummary: Rule = {
  code: 'W505',
  severity: 'warning',
  title: 'a summary is too long',
  what: `A summary has more than ${LONGEST_SUMMARY} characters.`,
  why: 'It is shown in lists, feeds and previews of the mail, which cut it off.',
  how: 'Say it in one sentence; the rest belongs into the post.',
  *find({ topics }) {
    for (const { fields } of topics) {
      const length = [...(fields?.summary?.value ?? '')].length;
      if (!fields?.summary || length <= LONGEST_SUMMARY) continue;
      yield {
        span: fields.summary.span,
        message: `this summary has ${length} characters`,
        help: `at most ${LONGEST_SUMMARY} are shown everywhere`,
      };
    }
  },
};
