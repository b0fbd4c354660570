import type { Rule } from './rule.ts';
import { fromFlaws } from './rule.ts';

export const unquotedColon: Rule = {
  code: 'E101',
  severity: 'error',
  title: 'a value needs quotes',
  what: 'A value without quotes holds a colon followed by a space.',
  why: 'YAML reads ": " as the start of a nested key, so the rest of the value is lost.',
  how: 'Put the whole value in double quotes.',
  find: fromFlaws('unquoted-colon', ({ key }) => ({
    message: `this ${key} needs quotes`,
    label: 'YAML reads ": " as the start of a nested key',
    help: `quote the whole ${key} (\`fortnight check --fix\` does this)`,
  })),
};

export const tabIndent: Rule = {
  code: 'E102',
  severity: 'error',
  title: 'a line is indented with a tab',
  what: 'A tab stands before the first word of a line.',
  why: 'YAML forbids it, as nobody can tell how many spaces a tab is meant to be.',
  how: 'Replace the tab by spaces, so that the line starts in the column of its neighbours.',
  find: fromFlaws('tab-indent', ({ lines }) => ({
    message: lines === 1 ? 'this line is indented with a tab' : `these ${lines} lines are indented with tabs`,
    label: 'a tab',
    help: 'indent with spaces, to the column of the lines around it',
  })),
};

export const otherSyntax: Rule = {
  code: 'E110',
  severity: 'error',
  title: 'this is not valid YAML',
  what: 'The file breaks a rule of YAML that no other code names: an open quote or bracket, an odd indentation.',
  why: 'From there on the file could mean several things, and guessing is not safe.',
  how: 'Look at the place shown and at the line before it; when in doubt, put values in double quotes.',
  find: fromFlaws('syntax', ({ message, help }) => ({ message, ...(help === null ? {} : { help }) })),
};

export const unreadableFile: Rule = {
  code: 'E111',
  severity: 'error',
  title: 'the file cannot be read as text',
  what: 'The file is missing or no file, is not UTF-8 text, is larger than 5 MB, or is built to grow when it is read.',
  why: 'Nothing in it can be trusted, so nothing is published until it is mended.',
  how: 'Save it as UTF-8 text in your editor, or take the last good version from git.',
  find: fromFlaws('unreadable', ({ message, help }) => ({ message, help, blocks: 'file' })),
};
