import { expect, it, onTestFinished } from 'vitest';
import { compileMjml } from '../../../src/mail/templates/compile.ts';
import { type CompilerProcess, openCompilerProcess } from '../../../src/mail/templates/compiler-process.ts';
import type { ExpandedTemplate } from '../../../src/mail/templates/expand.ts';

function opened(idleLimit?: number): CompilerProcess {
  const compiler = openCompilerProcess(idleLimit);
  onTestFinished(compiler.close);
  return compiler;
}

function template(...lines: readonly string[]): ExpandedTemplate {
  const all = [
    '<mjml><mj-body><mj-section><mj-column>',
    ...lines,
    '</mj-column></mj-section></mj-body></mjml>',
  ];
  return { source: all.join('\n'), origins: all.map((_, index) => `edition.mjml:${index + 1}`) };
}

it('gives, byte for byte, what compiling here gives, and answers each with its own', async () => {
  const { compile } = opened();
  const sources = ['one', 'two "quoted" & <b>bold</b>', '{{three}} ✓'].map((text) =>
    template(`<mj-text>${text}</mj-text>`, '<mj-divider />'),
  );
  const apart = await Promise.all(sources.map(compile));
  expect(apart).toEqual(await Promise.all(sources.map(compileMjml)));
  expect(new Set(apart).size).toBe(3);
});

it.each([
  ['a tag that MJML does not have', template('<mj-txt>one</mj-txt>', '<mj-text colour="red">two</mj-text>')],
  ['what is no MJML at all', { source: 'hello', origins: ['edition.mjml:1'] }],
])('says of %s what compiling here says', async (_what, wrong) => {
  const here: unknown = await compileMjml(wrong).catch((error: unknown) => error);
  const apart: unknown = await opened()
    .compile(wrong)
    .catch((error: unknown) => error);
  expect(here).toMatchObject({ code: 'configuration' });
  expect(apart).toMatchObject({ code: 'configuration', message: String((here as Error).message) });
});

it('starts another process when the one before has ended for want of work, or was closed', async () => {
  const compiler = opened(0);
  const page = await compiler.compile(template('<mj-text>one</mj-text>'));
  compiler.close();
  expect(await compiler.compile(template('<mj-text>one</mj-text>'))).toBe(page);
});
