import { describe, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver/node';
import type { CalendarEdit } from '../../src/domain/calendar/edits/calendar-edit.ts';
import { noFacts } from '../../src/domain/schedule/facts.ts';
import { topicActionsIn } from '../../src/lsp/actions/topic-actions.ts';
import type { EditText } from '../../src/lsp/host.ts';
import { planInputOf, viewOf } from '../../src/lsp/view.ts';
import { calendarText, topic, topicsText } from '../domain/calendar/sample.ts';
import { applied } from './editor.ts';

const text = calendarText({
  topics: topicsText(topic('a', '', 'ready'), topic('b', '', 'draft'), topic('c', 'pin: 2026-12-22')),
});

describe('the actions on a topic', () => {
  it.each([
    ['the first', 'a', ['Move down', 'Pin to its planned date, Tuesday 8 December 2026']],
    [
      'a draft',
      'b',
      ['Move up', 'Move down', 'Pin to its planned date, Tuesday 5 January 2027', 'Mark ready'],
    ],
    ['a pinned one, the last', 'c', ['Move up', 'Unpin from 2026-12-22', 'Mark ready']],
  ])('for %s are those that make sense', (_what, id, titles) => {
    const asked: CalendarEdit[] = [];
    expect(actionsOn(id, recording(asked)).map((action) => action.title)).toEqual(titles);
    expect(asked.every((edit) => 'topic' in edit && edit.topic === id)).toBe(true);
  });

  it('ask for the very edits that the commands make', () => {
    const asked: CalendarEdit[] = [];
    actionsOn('b', recording(asked));
    expect(asked).toEqual([
      { kind: 'move', topic: 'b', to: { kind: 'before', topic: 'a' } },
      { kind: 'move', topic: 'b', to: { kind: 'after', topic: 'c' } },
      { kind: 'pin', topic: 'b', date: '2027-01-05' },
      { kind: 'status', topic: 'b', status: 'ready' },
    ]);
  });

  it('change nothing but the words that differ', () => {
    const edit: EditText = (before) => ({
      kind: 'edited',
      text: before.replace('status: draft', 'status: ready'),
    });
    const [action] = actionsOn('b', edit);
    expect(Object.values(action?.edit?.changes ?? {})).toMatchObject([
      [{ newText: expect.stringMatching(/^.{1,6}$/) }],
    ]);
    expect(applied(text, action)).toBe(text.replace('status: draft', 'status: ready'));
  });

  it.each(['refused', 'unchanged'])('are left out when the edit is %s', (kind) => {
    const edit: EditText = () =>
      kind === 'refused' ? { kind: 'refused', reason: 'no', help: null } : { kind: 'unchanged' };
    expect(actionsOn('b', edit)).toEqual([]);
  });
});

function recording(asked: CalendarEdit[]): EditText {
  return (before, edit) => {
    asked.push(edit);
    return { kind: 'edited', text: `${before}# edited\n` };
  };
}

function actionsOn(id: string, edit: EditText): CodeAction[] {
  const view = viewOf('file:///calendar/calendar.yaml', text, new Set(['a']), null);
  const line = text.split('\n').findIndex((each) => each.includes(`id: ${id},`));
  const start = { line, character: 8 };
  return topicActionsIn(
    view,
    { start, end: start },
    planInputOf(view, noFacts, Date.UTC(2026, 10, 22)),
    edit,
  );
}
