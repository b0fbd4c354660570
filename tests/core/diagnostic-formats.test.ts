import { describe, expect, it } from 'vitest';
import { diagnosticsToGithub } from '../../src/core/diagnostic-github.ts';
import { renderDiagnostics } from '../../src/core/diagnostic-report.ts';
import { diagnosticsToSarif } from '../../src/core/diagnostic-sarif.ts';
import type { Diagnostic } from '../../src/core/diagnostics.ts';

const place = (column: number, length: number, line = 1) => ({ file: 'a b/c,d.yaml', line, column, length });
const fault = (column: number, length: number): Diagnostic => ({
  code: 'E101',
  severity: 'error',
  message: '50% of: this\r\nis lost',
  place: place(column, length),
  related: [{ place: place(1, 2, 3), message: 'first' }],
  help: 'quote it',
  blocks: 'topic',
});

it('GitHub annotations escape what would end them', () => {
  expect(diagnosticsToGithub([fault(3, 2)])).toBe(
    '::error file=a b/c%2Cd.yaml,line=1,col=3,endColumn=5,title=E101::50%25 of: this%0D%0Ais lost%0Aquote it',
  );
});

it('SARIF has every property that version 2.1.0 asks for', () => {
  const rule = { code: 'E101', severity: 'error', title: 't', what: 'w', why: 'y', how: 'h' } as const;
  const region = (line: number, start: number, end: number) => ({
    artifactLocation: { uri: 'a%20b/c%2Cd.yaml', uriBaseId: '%SRCROOT%' },
    region: { startLine: line, startColumn: start, endColumn: end },
  });
  expect(diagnosticsToSarif([fault(3, 2)], { rules: [rule], version: '1.2.3' })).toEqual({
    $schema: expect.stringContaining('sarif-schema-2.1.0.json'),
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'fortnight',
            semanticVersion: '1.2.3',
            rules: [
              {
                id: 'E101',
                shortDescription: { text: 't' },
                fullDescription: { text: 'w y' },
                help: { text: 'h' },
                defaultConfiguration: { level: 'error' },
              },
            ],
          },
        },
        columnKind: 'unicodeCodePoints',
        results: [
          {
            ruleId: 'E101',
            ruleIndex: 0,
            level: 'error',
            message: { text: '50% of: this\r\nis lost\nquote it' },
            locations: [{ physicalLocation: region(1, 3, 5) }],
            relatedLocations: [{ id: 0, message: { text: 'first' }, physicalLocation: region(3, 1, 3) }],
          },
        ],
      },
    ],
  });
});

describe('the caret stands under the fault', () => {
  /** The characters above the carets. */
  function underlined(source: string, at: string, width?: number): string {
    const column = [...source.slice(0, source.indexOf(at)).replace('\uFEFF', '')].length + 1;
    const { related: _, ...alone } = fault(column, [...at].length);
    const options = { colour: false, ...(width === undefined ? {} : { width }) };
    const lines = renderDiagnostics([alone], () => source, options).split('\n');
    const [text = '', carets = ''] = [
      lines.find((line) => /^\d+ \|/.test(line)),
      lines.find((line) => line.includes('^')),
    ];
    if (width !== undefined)
      for (const line of [text, carets]) expect(cells(line).length).toBeLessThanOrEqual(width);
    const [from, to] = [carets.indexOf('^'), carets.lastIndexOf('^') + 1];
    return cells(text).slice(from, to).join('');
  }

  it.each([
    ['plain text', 'title: Hello: World'],
    ['a tab', '\ttitle:\tHello: World'],
    ['a byte order mark', '\uFEFFtitle: Hello: World'],
    ['Windows line ends', 'title: Hello: World\r\n'],
    ['wide characters', 'title: 日本語 Hello: World'],
    ['combining marks', 'title: Cafe\u0301 u\u0308ber Hello: World'],
    ['an emoji', 'title: 👩‍💻 Hello: World'],
  ])('after %s', (_, source) => {
    expect(underlined(source, 'Hello')).toBe('Hello');
  });

  it.each([20, 30, 60, 200])('in a line cut to %d columns', (width) => {
    expect(underlined(`title: ${'日本 '.repeat(20)}Hello: ${'World '.repeat(20)}`, 'Hello', width)).toBe(
      'Hello',
    );
  });
});

/** What a terminal shows in each of its columns: the second column of a wide character is empty. */
function cells(line: string): readonly string[] {
  return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line)].flatMap(({ segment }) =>
    /[\u3000-\u9fff]|\p{Emoji_Presentation}/u.test(segment) ? [segment, ''] : [segment],
  );
}
