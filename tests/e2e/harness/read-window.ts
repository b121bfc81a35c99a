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
        // A film of steps or turns is scrolled sideways: what lies beyond it is not cut off.
        if (box.matches('.reel')) break;
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

/**
 * Controls that cannot be used as they are seen: another thing lies over their middle, they leave the window, or their icon has
 * less contrast than 3 : 1. Beneath a dialog, a menu or a list nothing is meant to be used.
 */
export const unusableControls = (window: Page): Promise<string[]> =>
  window.evaluate(() => {
    const leastContrast = 3;
    // What is fading counts as it is at rest: a run that ends meanwhile brightens what it had dimmed.
    for (const animation of document.getAnimations())
      if (animation instanceof CSSTransition) animation.finish();
    /** So near to where it is scrolled away, a middle counts as gone. */
    const edge = 4;
    const overlays = document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]');
    const top = [...overlays].at(-1) ?? document.body;
    const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
    /** Paints over what was painted. @returns what is seen, 0 to 255 */
    const painted = (colour: string, opacity: number): Uint8ClampedArray => {
      context.globalAlpha = opacity;
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      return context.getImageData(0, 0, 1, 1).data;
    };
    const luminance = (samples: Uint8ClampedArray): number =>
      [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => {
        const value = samples[at]! / 255;
        return sum + weight * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
      }, 0);
    const contrast = (icon: Element): number => {
      const above: Element[] = [];
      for (let box: Element | null = icon; box !== null; box = box.parentElement) above.unshift(box);
      let opacity = 1;
      let behind = luminance(painted('white', 1));
      for (const box of above) {
        const style = getComputedStyle(box);
        opacity *= Number(style.opacity);
        behind = luminance(painted(style.backgroundColor, opacity));
      }
      const ink = luminance(painted(getComputedStyle(icon).color, opacity));
      return (Math.max(ink, behind) + 0.05) / (Math.min(ink, behind) + 0.05);
    };
    const found: string[] = [];
    for (const control of top.querySelectorAll('button:enabled, a[href], input:enabled, [role="option"]')) {
      const box = control.getBoundingClientRect();
      if (box.width < 3 || box.height < 3 || control.closest('[inert]')) continue;
      if (!control.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const name = `${control.getAttribute('aria-label') ?? control.textContent!.trim()} (${control.className})`;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      let scrolledAway = false;
      for (let outer = control.parentElement; outer !== null; outer = outer.parentElement) {
        if (!/auto|scroll/.test(getComputedStyle(outer).overflow)) continue;
        const frame = outer.getBoundingClientRect();
        scrolledAway ||=
          x < frame.left + edge || x > frame.right - edge || y < frame.top + edge || y > frame.bottom - edge;
      }
      if (scrolledAway) continue;
      const hit = document.elementFromPoint(x, y);
      if (hit === null) found.push(`${name} leaves the window`);
      else if (!control.contains(hit) && !hit.contains(control) && !control.closest('label')?.contains(hit))
        found.push(`${name} lies under ${hit.tagName} ${hit.getAttribute('class')}`);
      const icon = control.querySelector('svg');
      const ratio = icon === null ? leastContrast : contrast(icon);
      if (ratio < leastContrast) found.push(`${name} has an icon of contrast ${ratio.toFixed(2)}`);
    }
    return found;
  });

/** Buttons without words that have no name, or no hint that tells it to who points at them. */
export const untoldIcons = (window: Page): Promise<string[]> =>
  window.evaluate(() => {
    const wordless = [...document.querySelectorAll<HTMLElement>('button, [role="button"], a[href]')].filter(
      (control) => control.checkVisibility({ visibilityProperty: true }) && control.innerText.trim() === '',
    );
    return wordless
      .map((control) => {
        const name = control.getAttribute('aria-label') ?? control.title;
        const hinted = control.matches('[data-tooltip-trigger], [title]:not([title=""])');
        return [name === '' && 'no name', !hinted && 'no hint', `${name} (${control.className})`];
      })
      .filter(([unnamed, unhinted]) => unnamed || unhinted)
      .map((parts) => parts.filter(Boolean).join(' '));
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
