import type { Page } from 'playwright-core';

/** Text in the window that cannot be read whole: what says it, and by how many pixels it is cut or leaves its control. */
export const clippedTexts = (window: Page): Promise<string[]> =>
  window.evaluate(() => {
    const tolerance = 1.5;
    // What leaves the window is cut off by it.
    const clips = (element: Element): boolean =>
      element === document.documentElement ||
      /hidden|clip|auto|scroll/.test(getComputedStyle(element).overflowX);
    const scrolls = (element: Element): boolean => /auto|scroll/.test(getComputedStyle(element).overflowX);
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement!;
      if (
        node.textContent!.trim() === '' ||
        !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      )
        continue;
      if (parent.closest('.visually-hidden, [translate="no"], script, style')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      if (text.width === 0) continue;
      for (let box: Element | null = parent; box !== null; box = box.parentElement) {
        const control = box.matches('button, [role="radio"], [role="tab"], .field, dialog, [role="dialog"]');
        if (!control && !clips(box)) continue;
        const edge = box.getBoundingClientRect();
        const over = Math.max(edge.left - text.left, text.right - edge.right);
        if (over > tolerance) found.push(`"${node.textContent!.trim()}" by ${over.toFixed(1)} px`);
        if (over > tolerance || scrolls(box)) break;
      }
    }
    return [...new Set(found)];
  });

/** What is shown or said in the window in plain English letters, where everything from the catalogue has accents (en-XA). */
export const untranslatedTexts = (window: Page): Promise<string[]> =>
  window.evaluate(() => {
    const said: string[] = [];
    const note = (element: Element, words: string | null): void => {
      // What was announced is not said again in another language.
      if (words === null || element.closest('[translate="no"], [aria-live], script, style')) return;
      const rest = words
        .replace(/\b(px|min|kB|bit)\b/g, '')
        .replace(/[\w-]+\.(jpe?g|tessera|json|png)\b/g, '');
      if (/[a-z]{2}/.test(rest)) said.push(words.trim());
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      note(node.parentElement!, node.textContent);
    for (const attribute of [
      'aria-label',
      'aria-description',
      'aria-valuetext',
      'title',
      'placeholder',
      'alt',
    ])
      for (const element of document.querySelectorAll(`[${attribute}]`))
        note(element, element.getAttribute(attribute));
    return [...new Set(said)];
  });
