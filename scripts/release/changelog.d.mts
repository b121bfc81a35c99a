export function changelogOf(version: string, text?: string): string;
