import { describe, expect, it } from 'vitest';
import { readEdit } from '../../../../src/domain/calendar/edits/edit-words.ts';
import { add, move, pin, skip, status, unpin, unskip } from './edits.ts';

describe('an edit in words', () => {
  it.each([
    ['ready raft-2', status('raft-2', 'ready')],
    ['park raft-2', status('raft-2', 'parked')],
    ['status raft-2 review', status('raft-2', 'review')],
    ['skip 2027-03-16', skip('2027-03-16')],
    ['skip 2027-06-01..2027-06-30', skip('2027-06-01', '2027-06-30')],
    ['unskip 2027-03-16', unskip('2027-03-16')],
    ['  pin  raft-2   2027-03-16 ', pin('raft-2', '2027-03-16')],
    ['unpin raft-2', unpin('raft-2')],
    ['move crdts before eda-1', move('crdts', 'before', 'eda-1')],
    ['move crdts --before eda-1', move('crdts', 'before', 'eda-1')],
    ['move --after eda-1 crdts', move('crdts', 'after', 'eda-1')],
    ['add new "What is new: a list" personal', add('new', { title: 'What is new: a list' })],
    ["add new 'New' personal after eda-1", add('new', { title: 'New', to: ['after', 'eda-1'] })],
    [
      'add new --title "New" --track personal --before eda-1',
      add('new', { title: 'New', to: ['before', 'eda-1'] }),
    ],
  ])('%s', (words, edit) => {
    expect(readEdit(words)).toEqual({ kind: 'edit', edit });
  });

  it.each([
    ['', '', 'one of ready, park, status, skip, unskip, pin, unpin, move, add'],
    [
      'mvoe crdts before eda-1',
      'mvoe',
      '`move`? Or one of ready, park, status, skip, unskip, pin, unpin, move, add',
    ],
    ['ready', '', 'the id of a topic'],
    ['ready Raft_2', 'Raft_2', 'the id of a topic'],
    ['ready raft-2 now', 'now', 'nothing more here'],
    ['ready raft-2 before eda-1', 'before', 'nothing more here'],
    ['pin raft-2 tuesday', 'tuesday', 'a date, YYYY-MM-DD'],
    ['skip 2027-02-30', '2027-02-30', 'a date, or a range YYYY-MM-DD..YYYY-MM-DD'],
    ['status raft-2 published', 'published', 'one of idea, outline, draft, review, ready, parked'],
    ['move crdts', '', '`before` or `after` and the id of a topic'],
    ['move crdts behind eda-1', 'behind', '`before` or `after` and the id of a topic'],
    ['move crdts before', 'before', 'a value after `before`'],
    ['move crdts --below eda-1', '--below', 'one of --before, --after, --title, --track, --status'],
    ['add new', '', 'its title in quotes'],
    ['add new "New"', '', 'the id of a track after the title'],
  ])('"%s" names the word "%s"', (words, word, allowed) => {
    expect(readEdit(words)).toEqual({ kind: 'fault', word, allowed: expect.stringContaining(allowed) });
  });
});
