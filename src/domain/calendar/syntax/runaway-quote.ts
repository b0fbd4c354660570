import type { Document } from 'yaml';
import { Scalar, visit } from 'yaml';
import { topicKeys } from '../schema.ts';
import type { SyntaxFault } from './proposal.ts';

const KEY_LINE = new RegExp(`\\n[ \\t]*(- )?(${topicKeys.join('|')}):[ \\t]`);

/**
 * A quote that is closed only by the opening quote of a later line: valid YAML, in which one title holds half a topic.
 * Null when there is none. Found after parsing, as no error tells of it.
 */
export function runawayQuote(document: Document, toOriginal: (offset: number) => number): SyntaxFault | null {
  let fault: SyntaxFault | null = null;
  visit(document, {
    Scalar(_, node) {
      const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
      if (!quoted || !node.range || !KEY_LINE.test(node.source ?? '')) return undefined;
      const start = toOriginal(node.range[0]);
      fault = {
        code: 'RUNAWAY_QUOTE',
        message: 'this quote is never closed',
        span: { start, end: start + 1 },
      };
      return visit.BREAK;
    },
  });
  return fault;
}
