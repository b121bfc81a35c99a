/** A colour of the current theme, as styles/tokens.css defines it. */
export const themeColour = (token: `--${string}`): string =>
  getComputedStyle(document.documentElement).getPropertyValue(token).trim();
