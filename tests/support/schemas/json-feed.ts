const words = { type: 'string' };
const address = { type: 'string', pattern: '^[a-z][a-z0-9+.-]*:\\S+$' };
const date = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$',
};
const authors = {
  type: 'array',
  items: {
    type: 'object',
    properties: { name: words, url: address, avatar: address },
    additionalProperties: false,
  },
};

/** JSON Feed 1.1 as jsonfeed.org describes it, as a JSON Schema. */
export const JSON_FEED = {
  type: 'object',
  required: ['version', 'title', 'items'],
  additionalProperties: false,
  properties: {
    version: { enum: ['https://jsonfeed.org/version/1.1'] },
    title: words,
    home_page_url: address,
    feed_url: address,
    description: words,
    user_comment: words,
    next_url: address,
    icon: address,
    favicon: address,
    language: words,
    expired: { type: 'boolean' },
    authors,
    hubs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['type', 'url'],
        properties: { type: words, url: address },
        additionalProperties: false,
      },
    },
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'content_html'],
        additionalProperties: false,
        properties: {
          id: words,
          url: address,
          external_url: address,
          title: words,
          content_html: words,
          content_text: words,
          summary: words,
          image: address,
          banner_image: address,
          date_published: date,
          date_modified: date,
          language: words,
          tags: { type: 'array', items: words },
          authors,
        },
      },
    },
  },
};
