import { actionsFr } from './actions-fr';
import type { Key } from './catalogue';
import { archiveFr } from './archive-fr';
import { boardFr } from './board-fr';
import { checkingFr } from './checking-fr';
import { courseFr } from './course-fr';
import { mailFr } from './mail-fr';
import { meetingFr } from './meeting-fr';
import type { Message } from './messages';
import { privacyFr } from './privacy-fr';
import { publicFr } from './public-fr';
import { scheduleFr } from './schedule-fr';
import { securityFr } from './security-fr';
import { purgeFr } from './purge-fr';
import { recordFr } from './record-fr';
import { sidebarFr } from './sidebar-fr';
import { textsFr } from './texts-fr';
import { papersFr } from './papers-fr';
import { workFr } from './work-fr';

/** French. */
export const fr = {
  'app.name': 'Parley',
  'app.skip': 'Aller au contenu principal',
  'app.language': 'Langue',
  'app.language.unloaded':
    'La langue n’a pas pu être chargée : {language}. Vérifiez la connexion, ou rechargez la page.',
  'app.theme': 'Apparence',
  'app.theme.system': 'Comme l’appareil',
  'app.theme.light': 'Claire',
  'app.theme.dark': 'Sombre',
  'app.close': 'Fermer',
  'app.cancel': 'Annuler',
  'app.retry': 'Réessayer',
  'app.loading': 'Chargement…',
  'app.home': 'Vers la première page',

  'home.heading': 'Une table pour deux délégations ou plus',
  'home.lead':
    'Parley réunit des délégations : chaque personne a son siège dans une délégation, et chaque siège a son propre lien.',
  'home.new': 'Nouvelle réunion',
  'home.invited': 'Vous avez reçu une invitation ?',
  'home.invited.text':
    'Ouvrez le lien qui vous a été envoyé. Il mène à votre siège ; il n’y a rien d’autre à saisir.',
  'home.step.name': 'Nommez les délégations et leurs membres',
  'home.step.send': 'Envoyez à chaque personne son propre lien',
  'home.step.meet': 'Réunissez-vous à une même table, délégation face à délégation',

  'new.heading': 'Nouvelle réunion',
  'new.lead':
    'Nommez la réunion et les membres de chaque délégation. D’autres personnes pourront être ajoutées plus tard.',
  'new.title': 'Titre de la réunion',
  'new.title.hint': 'Toute personne admise à la table le verra. Le serveur ne peut pas le lire.',
  'new.side': 'Délégation {number}',
  'new.side.name': 'Nom de la délégation',
  'new.people': 'Personnes',
  'new.person.name': 'Nom',
  'new.person.title': 'Fonction (facultatif)',
  'new.person.agency': 'Ministère ou organisme (facultatif)',
  'new.person.add': 'Ajouter une personne',
  'new.person.add.to': 'Ajouter une personne à la délégation {number}',
  'new.person.remove': 'Retirer la personne {number}',
  'new.side.add': 'Ajouter une délégation',
  'new.side.remove': 'Retirer la délégation {number}',
  'new.create': 'Créer la réunion',
  'new.creating': 'Création…',
  'new.seats.full': 'Une réunion compte au plus {count} personnes.',
  'new.faults': {
    one: '{count} champ est à revoir.',
    many: '{count} de champs sont à revoir.',
    other: '{count} champs sont à revoir.',
  },
  role: 'Rôle',
  'role.head': 'Chef de délégation',
  'role.deputy': 'Chef adjoint',
  'role.secretariat': 'Secrétariat',
  'role.adviser': 'Conseiller',
  'role.expert': 'Expert',
  'role.noteTaker': 'Prise de notes',
  'role.interpreter': 'Interprète',
  'role.observer': 'Observateur',
  'role.technician': 'Technicien',
  'role.member': 'Membre',
  'role.help':
    'Le chef et ses adjoints admettent à la table les membres de leur propre délégation, et peuvent les exclure. Avec le secrétariat, ils tiennent la liste des personnes de leur délégation.',
  'fault.missing': 'Veuillez remplir ce champ.',
  'fault.tooLong': 'Texte trop long : {max} caractères au plus.',
  'fault.characters':
    'Ce texte contient des caractères invisibles, tels que des sauts de ligne. Veuillez les retirer.',
  'fault.headless': 'Chaque délégation doit avoir un chef. Veuillez en désigner un.',

  'organise.heading': 'Invitations',
  'organise.keep.heading': 'Conservez le lien de l’organisateur',
  'organise.keep.text':
    'C’est le seul moyen de revenir à cette page. Conservez-le comme une clé : le serveur ne peut lire ni les noms ni le titre, mais quiconque possède ce lien peut tout lire et tout modifier.',
  'organise.keep.copy': 'Copier le lien de l’organisateur',
  'organise.links': 'Chaque lien appartient à un seul siège. Ne l’envoyez qu’à la personne concernée.',
  'organise.copy': 'Copier le lien',
  'organise.copy.of': 'Copier le lien : {name}',
  'organise.copied': 'Copié',
  'organise.copied.of': 'Lien copié : {name}.',
  'organise.copy.failed':
    'Le navigateur n’a pas permis la copie. Sélectionnez le lien et copiez-le à la main.',
  'organise.link.of': 'Lien : {name}',
  'organise.renew': 'Nouveau lien',
  'organise.renew.of': 'Nouveau lien pour {name}',
  'organise.renew.ask': 'Créer un nouveau lien pour {name} ?',
  'organise.renew.text':
    'L’ancien lien cesse aussitôt de fonctionner. Quiconque est entré par lui dans la réunion en est exclu.',
  'organise.revoke': 'Révoquer',
  'organise.revoke.of': 'Révoquer le lien : {name}',
  'organise.revoke.ask': 'Révoquer le lien destiné à {name} ?',
  'organise.revoke.text':
    'Le lien cesse aussitôt de fonctionner. Si {name} participe à la réunion, son exclusion est immédiate.',
  'organise.revoked': 'Lien révoqué',
  'organise.present': 'En réunion',
  'organise.absent': 'Pas encore là',
  'organise.present.count': {
    one: '{count} personne est en réunion',
    many: '{count} de personnes sont en réunion',
    other: '{count} personnes sont en réunion',
  },
  'organise.add': 'Ajouter une personne',
  'organise.add.to': 'Ajouter une personne : {side}',
  'organise.add.confirm': 'Ajouter',
  'organise.end': 'Clore la réunion',
  'organise.end.ask': 'Clore la réunion pour tous ?',
  'organise.end.text':
    'Tous les participants sont déconnectés, et chaque lien indique que la réunion est close. Cette décision est irrévocable.',
  'organise.over': 'Cette réunion est close.',
  'organise.over.text': 'Ses liens n’ouvrent plus aucun siège.',
  'organise.failed': 'L’opération a échoué : {reason}',
  'organise.stale': 'Le serveur ne répond pas ; ce que vous voyez n’est peut-être plus à jour.',
  'organise.unknown': 'Ce lien d’organisateur est inconnu',
  'organise.unknown.text':
    'Il est peut-être incomplet. Rouvrez-le là où vous l’avez conservé, en veillant à le prendre en entier.',

  'person.change': 'Modifier',
  'person.change.of': 'Modifier {name}',
  'person.change.confirm': 'Enregistrer',
  'organise.link.own': 'La délégation a fait ce lien elle-même. Vous pouvez en faire un nouveau.',
  'withdraw.heir': 'Qui est chef désormais ?',
  'withdraw.heir.none': 'Personne pour l’instant',
  'withdraw.heir.text':
    '{name} est seul à la tête de cette délégation. Sans chef, seul un adjoint peut consentir en son nom.',
  'keep.link.text':
    'Ce lien n’est montré que cette fois et n’est gardé nulle part. Ne l’envoyez qu’à {name}, par une voie que personne d’autre ne lit. S’il se perd, faites-en un nouveau.',
  'keep.link.done': 'Je l’ai transmis',
  'people.new': 'Nouveau',
  'people.news.since': 'Depuis votre dernière visite :',
  'people.news.added': '{side} a ajouté {name}.',
  'people.news.left': '{name} ({side}) n’est plus parmi les invités.',
  'people.news.returned': '{side} a réinvité {name}.',
  'people.news.role': '{side} : {name} a désormais la fonction « {role} ».',
  'failure.tooManySeats': 'La réunion compte déjà autant de personnes qu’elle le peut.',
  'failure.tooManyLinks': 'Cette personne a déjà eu autant de liens qu’il est permis. Ajoutez-la de nouveau.',
  'failure.tooManyChanges':
    'Les rôles de cette délégation ont déjà été modifiés autant de fois qu’il est permis.',
  'failure.notKeeper': 'Vous ne pouvez plus modifier les personnes de cette délégation.',
  'failure.unavailable': 'Le serveur n’a pas pu l’enregistrer. Vérifiez, puis réessayez.',
  'failure.unreachable': 'Le serveur ne répond pas. Vérifiez votre connexion et réessayez.',
  'failure.rateLimited': 'Trop de demandes en peu de temps. Patientez un peu et réessayez.',
  'failure.serverFull': 'Ce serveur a atteint le nombre maximal de réunions.',
  'failure.meetingOver': 'La réunion est close.',
  'failure.unknownLink': 'Le serveur ne connaît pas cette réunion.',
  'failure.stale':
    'Une autre personne modifiait la réunion au même moment. Cette page en montre l’état actuel ; réessayez.',
  'failure.unreadable':
    'Ce que le serveur a transmis est périmé, ou ne s’ouvre pas avec ce lien. Rien n’en est affiché.',
  'failure.tooMuchText':
    'Les noms et les fonctions sont trop longs dans leur ensemble. Abrégez-en quelques-uns.',
  'failure.other': 'Le serveur a refusé ({reason}).',

  'enter.opening': 'Ouverture de votre lien…',
  'enter.unknown': 'Ce lien est inconnu',
  'enter.unknown.text':
    'Il est peut-être incomplet ou mal recopié. Rouvrez-le depuis le message qui le contenait ; si cela n’aide pas, demandez un nouveau lien à qui vous a fait parvenir l’invitation.',
  'enter.revoked': 'Ce lien a été retiré',
  'enter.revoked.text':
    'Il n’ouvre plus de siège. Si vous devez toujours participer, demandez un nouveau lien à qui vous a fait parvenir l’invitation.',
  'enter.over': 'Cette réunion est close',
  'enter.over.text': 'L’organisateur y a mis fin. Vous n’avez plus rien à faire.',
  'enter.full': 'Le serveur est complet',
  'enter.full.text':
    'Il a atteint pour l’instant le nombre maximal de personnes. Votre lien reste valable : attendez une minute et réessayez, ou prévenez l’organisateur.',
  'enter.protocol': 'Cette page n’est plus à jour',
  'enter.protocol.text': 'Le serveur utilise une version plus récente que cette page. Rechargez-la.',
  'enter.protocol.reload': 'Recharger',
  'enter.offer': 'La connexion avec ce navigateur n’a pas pu être établie',
  'enter.offer.text':
    'Le serveur n’a pas pu convenir avec lui de la façon de transmettre le son et l’image. Utilisez une version récente de Chrome, Edge, Firefox ou Safari.',
  'enter.card': 'Le serveur a remis des pièces qui n’ont pas été établies pour ce lien',
  'enter.card.text':
    'Elles ne portent pas le sceau de l’organisateur, ou relèvent d’un autre lien. Rien n’a été ouvert. Réessayez une fois ; si le résultat est le même, prévenez l’organisateur par une autre voie, car quelqu’un a pu modifier ce que le serveur conserve.',
  'enter.outdated':
    'Le serveur présente un état de la réunion plus ancien que celui que cet appareil a déjà vu',
  'enter.outdated.text':
    'Des liens retirés depuis pourraient y être de nouveau valables. N’allez pas plus loin. Prévenez l’organisateur, par une autre voie, que le serveur a perdu quelque chose ou le cache.',
  'enter.nothingKept': 'Ce navigateur ne conserve aucune donnée',
  'enter.nothingKept.text':
    'Les clés d’une réunion doivent être conservées sur cet appareil. Peut-être s’agit-il d’une fenêtre privée, ou les réglages du navigateur ou un disque plein l’empêchent-ils. Ouvrez votre lien dans une fenêtre ordinaire et réessayez.',
  'enter.notTaken': 'Le siège n’a pas pu être pris sur cet appareil',
  'enter.notTaken.text':
    'Une erreur est survenue dans cette page pendant la préparation des clés de la réunion, et non au serveur. Réessayez ; si cela persiste, rechargez la page ou utilisez un autre navigateur.',
  'enter.browser': 'Ce navigateur est trop ancien ou trop restreint',
  'enter.browser.text':
    'Il lui manque ce qu’exige une réunion ({missing}). Parley chiffre le son et l’image sur votre appareil et ne les envoie jamais autrement ; ici il ne le pourrait pas, et ne se connecte donc pas. Ouvrez votre lien dans une version récente de Chrome, Edge, Firefox ou Safari.',
  'enter.insecure': 'Cette adresse n’est pas sécurisée',
  'enter.insecure.text':
    'Les navigateurs n’autorisent la caméra et le microphone que par https. Demandez à qui vous a fait parvenir l’invitation un lien commençant par https.',
  'enter.nothing': 'Cette page n’existe pas',
  'enter.nothing.text': 'Si vous avez suivi un lien, il est peut-être incomplet.',
  'enter.unreachable': 'Le serveur ne répond pas. Nouvelle tentative…',

  ...courseFr,
  ...meetingFr,
  ...scheduleFr,
  ...mailFr,
  ...securityFr,
  ...archiveFr,
  ...checkingFr,
  ...purgeFr,
  ...recordFr,
  ...sidebarFr,
  ...textsFr,
  ...workFr,
  ...actionsFr,
  ...boardFr,
  ...papersFr,
  ...privacyFr,
  ...publicFr,
} as const satisfies Record<Key, Message>;
