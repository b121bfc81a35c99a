import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Preferences } from '#shared/contract/app.ts';
import type { MenuCommand } from '#shared/contract/events.ts';
import { acceleratorOf } from './accelerator.ts';
import { text } from '#shared/text/text.ts';

const separator: MenuItemConstructorOptions = { type: 'separator' };

/**
 * The menu. Its accelerators are those of the window's actions and are only shown here (the window handles keys itself,
 * so that typing and gestures come first); on a Mac the menu has to own them.
 * @param chosen keys that the user chose instead
 */
export function setMenu(
  command: (command: MenuCommand) => void,
  chosen: Preferences['shortcuts'] = {},
): void {
  const item = (name: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    id: name,
    label: text.actions[name],
    ...acceleratorShown(chosen[name], accelerator),
    registerAccelerator: process.platform === 'darwin',
    click: () => command(name),
  });
  const groups = text.actionGroups;
  const template: MenuItemConstructorOptions[] = [
    {
      label: groups.file,
      submenu: [
        item('open', 'CmdOrCtrl+O'),
        item('new', 'CmdOrCtrl+N'),
        separator,
        item('save-project', 'CmdOrCtrl+S'),
        item('save-project-as', 'CmdOrCtrl+Shift+S'),
        item('export', 'CmdOrCtrl+E'),
        item('replay', 'CmdOrCtrl+Shift+R'),
        item('apply-to-photos', 'CmdOrCtrl+Shift+E'),
        separator,
        item('close', 'CmdOrCtrl+W'),
        separator,
        { role: 'quit', label: text.window.menus.quit },
      ],
    },
    {
      label: groups.edit,
      submenu: [
        item('undo', 'CmdOrCtrl+Z'),
        item('redo', 'CmdOrCtrl+Shift+Z'),
        separator,
        item('copy', 'CmdOrCtrl+C'),
        item('paste', 'CmdOrCtrl+V'),
        separator,
        item('select-all', 'CmdOrCtrl+A'),
        item('clear-mask', 'CmdOrCtrl+D'),
        item('invert-mask', 'CmdOrCtrl+I'),
        separator,
        item('rotate-left', 'CmdOrCtrl+['),
        item('rotate-right', 'CmdOrCtrl+]'),
        item('fill-opacity', 'CmdOrCtrl+Shift+F'),
        separator,
        item('preferences', 'CmdOrCtrl+,'),
        separator,
        item('fill', 'CmdOrCtrl+Enter'),
        item('extend', 'Alt+2'),
      ],
    },
    {
      label: groups.view,
      submenu: [
        item('zoom-in', 'CmdOrCtrl+='),
        item('zoom-out', 'CmdOrCtrl+-'),
        item('zoom-fit', 'CmdOrCtrl+0'),
        item('zoom-actual', 'CmdOrCtrl+1'),
        separator,
        item('next-photo', 'Ctrl+Tab'),
        item('previous-photo', 'Ctrl+Shift+Tab'),
        separator,
        { role: 'togglefullscreen', label: text.window.menus.fullScreen },
      ],
    },
    {
      role: 'help',
      label: text.window.menus.help,
      submenu: [
        item('shortcuts', 'F1'),
        item('glossary', 'CmdOrCtrl+F1'),
        ...(hasUpdates ? [item('updates')] : []),
        item('about'),
      ],
    },
  ];
  if (process.platform === 'darwin') template.unshift({ role: 'appMenu' });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function acceleratorShown(
  chosen: readonly string[] | undefined,
  own: string | undefined,
): Pick<MenuItemConstructorOptions, 'accelerator'> {
  const accelerator = chosen ? chosen.map(acceleratorOf).find((one) => one !== null) : own;
  return accelerator === undefined || accelerator === null ? {} : { accelerator };
}
