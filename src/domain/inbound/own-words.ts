import type { InboundMail } from './inbound-mail.ts';

/** What the sender wrote, without what they quote and without a signature. */
export function ownWords(mail: InboundMail): string {
  const part =
    mail.parts.find(({ type, text }) => type === 'text/plain' && /\S/.test(text)) ??
    mail.parts.find(({ type }) => type === 'text/html');
  const lines = (part?.text ?? '').split('\n');
  const end = lines.findIndex((line, index) => endsHere(line.trim(), (lines[index + 1] ?? '').trim()));
  return (end < 0 ? lines : lines.slice(0, end)).filter((line) => !line.startsWith('>')).join('\n');
}

/** Whether a signature or what is quoted begins with this line, which mail programs break in two when it is long. */
function endsHere(line: string, next: string): boolean {
  if (line.length > 300) return false;
  return SIGNATURE.test(line) || HEADER_LINE.test(line) || [line, `${line} ${next}`].some(isAttribution);
}

const SIGNATURE =
  /^-- ?$|^_{5,}$|^-{2,}\s*(?:original message|urspr[uü]ngliche nachricht|message d'origine|mensaje original)/i;

/** The first line of the header that some programs put before what they quote. */
const HEADER_LINE =
  /^\*?(?:from|von|de|da|van|fra|från|od|от|від|发件人|寄件者|差出人|보낸 사람)\s*\*?\s*[:：]\*?(?:\s|$)/i;

/** `On Monday, Alice wrote:`, in any language that names the address or begins so. */
function isAttribution(text: string): boolean {
  if (text.length > 300 || !/[:：]$/.test(text)) return false;
  return (
    /^(?:on|am|le|el|em|il|op|den)\b.{5,}[:：]$/i.test(text) ||
    /<[^<>\s]+@[^<>\s]+>[^:：]{0,30}[:：]$/.test(text) ||
    /(?:写道|寫道)[:：]$/.test(text)
  );
}
