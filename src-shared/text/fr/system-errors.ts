import type { Catalogue } from '../english.ts';
import type { SystemReasons } from '../system-errors.ts';

const fullDisk = 'Libérer de la place ou choisir un autre disque.';
const noPermission = 'Choisir un autre endroit ou changer les droits.';
const noReading = 'le droit de lecture manque';
const wait = 'Fermer d’autres programmes, puis réessayer.';
const disconnected = 'Le reconnecter, puis réessayer.';

const reasons: SystemReasons = {
  ENOSPC: { reason: 'le disque est plein', advice: fullDisk },
  EDQUOT: { reason: 'la part du disque qui est accordée est pleine', advice: fullDisk },
  EFBIG: { reason: 'le fichier est trop grand pour ce disque', advice: 'Choisir un autre disque.' },
  EACCES: {
    reason: 'le fichier ou son dossier est en lecture seule',
    reading: noReading,
    advice: noPermission,
  },
  EPERM: {
    reason: 'le fichier ou son dossier est en lecture seule',
    reading: noReading,
    advice: noPermission,
  },
  EROFS: { reason: 'le disque est en lecture seule', advice: 'Choisir un autre endroit.' },
  EISDIR: { reason: 'un dossier porte ce nom', advice: 'Choisir un fichier.' },
  ENOENT: { reason: 'il n’existe pas', advice: 'Vérifier le chemin.' },
  ENOTDIR: { reason: 'son dossier n’existe pas', advice: 'Vérifier le chemin.' },
  EEXIST: { reason: 'ce nom est déjà pris', advice: 'Choisir un autre nom.' },
  ENAMETOOLONG: { reason: 'son nom est trop long', advice: 'Lui donner un nom plus court.' },
  ELOOP: {
    reason: 'c’est un lien qui revient sur lui-même',
    advice: 'Choisir ce que le lien devait désigner.',
  },
  EXDEV: {
    reason: 'il ne peut pas passer sur un autre disque',
    advice: 'Choisir un endroit sur le même disque.',
  },
  EMFILE: { reason: 'trop de fichiers sont ouverts', advice: wait },
  ENFILE: { reason: 'trop de fichiers sont ouverts', advice: wait },
  EBUSY: { reason: 'un autre programme l’utilise', advice: wait },
  ETXTBSY: { reason: 'un autre programme l’utilise', advice: wait },
  ENOMEM: { reason: 'la mémoire ne suffit pas', advice: wait },
  ESTALE: { reason: 'son dossier réseau a été déconnecté', advice: disconnected },
  ENODEV: { reason: 'son disque n’est plus là', advice: disconnected },
  ENXIO: { reason: 'rien ne peut y être lu', advice: 'Choisir un fichier.' },
  ETIMEDOUT: { reason: 'son disque ou dossier réseau ne répond pas', advice: disconnected },
  EIO: {
    reason: 'le disque signale une panne',
    advice: 'Vérifier le disque et son câble, ou choisir un autre disque.',
  },
};

const reasonFor = (code: string) =>
  reasons[code] ?? {
    reason: `le système a répondu ${code}`,
    advice: 'Réessayer ou choisir un autre endroit.',
  };

export const systemErrors: Catalogue['systemErrors'] = {
  read(name, code) {
    const { reason, reading = reason, advice } = reasonFor(code);
    return `« ${name} » ne peut pas être lu : ${reading}. Rien n’a été changé. ${advice}`;
  },
  write(name, code) {
    const { reason, advice } = reasonFor(code);
    return `« ${name} » n’a pas été enregistré : ${reason}. Ce qui s’y trouvait est inchangé. ${advice}`;
  },
  remove(name, code) {
    const { reason, advice } = reasonFor(code);
    return `« ${name} » n’a pas été supprimé : ${reason}. Tout reste comme avant. ${advice}`;
  },
  missingFolder: (name) =>
    `« ${name} » n’a pas été enregistré : son dossier n’existe pas. Rien n’a été changé. Créer le dossier ou enregistrer ailleurs.`,
  refused(name, code) {
    const { reason, advice } = reasonFor(code);
    const what = name === null ? 'Cela n’a pas marché' : `Cela n’a pas marché avec « ${name} »`;
    return `${what} : ${reason}. La photo est comme avant. ${advice}`;
  },
};
