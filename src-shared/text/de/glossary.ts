import type { Catalogue } from '../english.ts';

export const glossary: Catalogue['glossary'] = {
  version: 'Fassung',
  step: 'Schritt',
  recipe: 'Rezept',
  meanings: {
    version:
      'Ein fertiges Ergebnis. Es wartet, bis es übernommen oder verworfen wird, und an jedem seiner Schritte kann ein anderes beginnen.',
    step: 'Eine Gruppe kleiner Quadrate, die zusammen entstehen. Eine Füllung wächst Schritt für Schritt.',
    order: 'Welcher Teil der Auswahl zuerst entsteht, und wo es weitergeht.',
    effort: 'Wie viele Schritte eine Füllung bekommt. Mehr davon dauern länger.',
    model:
      'Das trainierte Netz, das herstellt, was sich nicht aus dem Foto kopieren lässt. Andere lassen sich importieren.',
    label: 'Ein Wort, mit dem das Modell trainiert wurde. Ohne Wort entsteht, was passt.',
    guidance: 'Wie stark das Wort zählt. Hohe Werte sind deutlicher und weniger natürlich.',
    heal: 'Übermalt einen Makel sofort, mit dem, was ihn umgibt, und ohne das Modell.',
    restore: 'Malt das Foto wieder so, wie es beim Öffnen war.',
    recipe: 'Wie ein Bild entstanden ist, in seine Datei geschrieben, damit es wieder so entstehen kann.',
    detail: 'Woher die feinsten Details kommen: Textur des Fotos, das Modell oder beides.',
  },
};
