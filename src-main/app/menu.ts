import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../src-shared/contract/events';

/**
 * The menu. Its accelerators are those of the renderer's actions and are only shown here (the renderer handles the keys
 * itself, so that typing and gestures come first); on a Mac the menu has to own them.
 */
export function setMenu(command: (command: MenuCommand) => void): void {
  const item = (label: string, name: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator ? { accelerator } : {}),
    registerAccelerator: process.platform === 'darwin',
    click: () => command(name),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...mac,
      {
        label: 'File',
        submenu: [
          item('Open…', 'open', 'CmdOrCtrl+O'),
          item('Generate…', 'new', 'CmdOrCtrl+N'),
          item('Paste as new picture', 'paste', 'CmdOrCtrl+V'),
          separator,
          item('Export…', 'export', 'CmdOrCtrl+E'),
          item('Close', 'close', 'CmdOrCtrl+W'),
          separator,
          { role: 'quit' },
        ],
      },
      {
        label: 'Edit',
        submenu: [
          item('Undo', 'undo', 'CmdOrCtrl+Z'),
          item('Redo', 'redo', 'CmdOrCtrl+Shift+Z'),
          separator,
          item('Select all', 'select-all', 'CmdOrCtrl+A'),
          item('Clear selection', 'clear-mask', 'CmdOrCtrl+D'),
          item('Invert selection', 'invert-mask', 'CmdOrCtrl+I'),
          separator,
          item('Fill', 'fill', 'CmdOrCtrl+Enter'),
          item('Extend', 'extend', 'Alt+2'),
        ],
      },
      {
        label: 'View',
        submenu: [
          item('Zoom in', 'zoom-in', 'CmdOrCtrl+='),
          item('Zoom out', 'zoom-out', 'CmdOrCtrl+-'),
          item('Fit', 'zoom-fit', 'CmdOrCtrl+0'),
          item('Actual pixels', 'zoom-actual', 'CmdOrCtrl+1'),
          separator,
          { role: 'togglefullscreen' },
        ],
      },
      {
        label: 'Help',
        submenu: [item('Keyboard shortcuts', 'shortcuts', 'F1'), item('About Tessera', 'about')],
      },
    ]),
  );
}
