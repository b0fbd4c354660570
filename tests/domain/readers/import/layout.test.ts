import { describe, expect, test } from 'vitest';
import type { Field } from '../../../../src/domain/readers/import/fields.ts';
import { type LayoutWishes, layoutOf } from '../../../../src/domain/readers/import/layout.ts';

const GUESS: LayoutWishes = { source: null, columns: new Map(), unsaid: null };

function layout(text: string, wishes: Partial<LayoutWishes> = {}, file = 'list.csv') {
  const { columns, ...rest } = layoutOf(file, text, { ...GUESS, ...wishes });
  return { ...rest, columns: Object.fromEntries(columns) };
}

describe('the layout of a list', () => {
  test.each([
    ['comma', ',', 'Name,E-Mail,City\n"Doe; J",d@example.org,Rome\n'],
    ['semicolon', ';', 'Name;E-Mail;City\n"Doe, J";d@example.org;Rome\n'],
    ['tab', '\t', 'Name\tE-Mail\tCity\nDoe, J\td@example.org\tRome\n'],
  ])('tells the delimiter by the names of the columns: %s', (_, delimiter, text) => {
    expect(layout(text)).toMatchObject({ delimiter, columns: { name: 0, email: 1 }, source: 'csv' });
  });

  test('believes a spreadsheet that says which it is, and empty lines do not count', () => {
    expect(layout('sep=|\n\nemail|state\na@example.org|active\n')).toMatchObject({
      delimiter: '|',
      headLine: 3,
    });
  });

  test('takes addresses one a line for what they are, and only those', () => {
    expect(layout('a@example.org\nb@example.org\n')).toMatchObject({ names: [], headLine: 0 });
    expect(() => layout('a@example.org\nBob\n')).toThrow('has no column "email"');
    expect(() => layout('a@example.org,unsubscribed\nb@example.org,active\n')).toThrow(
      'has no column "email"',
    );
  });

  test('an empty file, and one whose names mean nothing', () => {
    expect(() => layout('')).toThrow('it is empty');
    expect(() => layout('when:who\n1:a@example.org\n')).toThrow('its first line has: when:who');
  });

  test('follows what the author says of columns', () => {
    const columns = new Map<Field, string>([
      ['email', 'contact'],
      ['state', ''],
    ]);
    const text = 'Contact,Mail,State\nd@example.org,x,CA\n';
    expect(layout(text, { columns }).columns).toEqual({ email: 0 });
    const wrong = new Map<Field, string>([['name', 'Nome']]);
    expect(() => layout('Name,Email\n', { columns: wrong })).toThrow('there is no column "Nome"');
  });

  test('an export without the column that tells who has left is refused, until the author says it', () => {
    const text = 'email,active_subscription\na@example.org,true\n';
    expect(() => layout(text)).toThrow('nothing in list.csv says who is subscribed');
    expect(layout(text, { unsaid: 'active' })).toMatchObject({ source: 'substack', unsaid: 'active' });
  });

  test.each([
    ['subscribed_members_export_1.csv', 'active'],
    ['subscribed_email_audience_export_1.csv', 'active'],
    ['unsubscribed_members_export_1.csv', 'unsubscribed'],
    ['cleaned_members_export_1.csv', 'bounced'],
    ['nonsubscribed_members_export_1.csv', 'pending'],
  ])('Mailchimp says in the name of a file how its readers stand: %s', (file, unsaid) => {
    const text = 'Email Address,MEMBER_RATING,LEID,EUID\na@example.org,2,1,a\n';
    expect(layout(text, {}, `exports/${file}`)).toMatchObject({ source: 'mailchimp', unsaid });
    expect(() => layout(text, {}, 'renamed.csv')).toThrow('nothing in renamed.csv says');
  });
});
