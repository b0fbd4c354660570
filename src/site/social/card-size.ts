/** Of the picture that is shown where somebody links to a page, in pixels. */
export const CARD_WIDTH = 1200;
export const CARD_HEIGHT = 630;
