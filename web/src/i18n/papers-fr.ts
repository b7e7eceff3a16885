import type { Message } from './messages';
import type { papersEn } from './papers-en';

/** French: papers at the table. */
export const papersFr = {
  'papers.intro':
    'Ce qui est déposé ici est chiffré sur l’appareil de la personne qui le dépose. Le serveur garde ce qu’il ne peut pas lire.',
  'papers.none':
    'Aucun document n’a encore été déposé. Pour en montrer un aux autres, choisissez « Déposer un document ».',
  'papers.table': 'Déposer un document',
  'papers.new': 'Nouveau',
  'papers.by': '{name}, {side}',
  'papers.about': '{size}, déposé le {when}',
  'papers.readers': 'Peuvent l’ouvrir : {names}',
  'papers.openedBy': 'Ouvert par {names}',
  'papers.openedBy.one': '{name} ({when})',
  'papers.openedBy.nobody': 'Personne ne l’a encore ouvert, à notre connaissance.',
  'papers.class': 'De quoi il s’agit',
  'papers.class.official': 'Document officiel',
  'papers.class.aideMemoire': 'Aide-mémoire',
  'papers.class.nonPaper': 'Non-papier',
  'papers.nonPaper.hint':
    'Il est montré à tous sans délégation ni auteur. C’est un usage et non un secret : les programmes des lecteurs peuvent établir qui l’a déposé. Veillez à ce que ni son nom ni son contenu ne le disent.',
  'papers.name': 'Nom, tel qu’il est affiché',
  'papers.file': 'Fichier',
  'papers.kinds': 'PDF, PNG, JPEG, WebP, GIF ou texte brut, 50 Mo au plus',
  'papers.for': 'Qui peut l’ouvrir',
  'papers.for.all': 'Toutes les délégations',
  'papers.for.side': '{side} seulement',
  'papers.for.heads': 'Chefs et chefs adjoints de toutes les délégations',
  'papers.for.other': '{side}, et vous',
  'papers.what.all':
    'Toute personne admise à la table peut l’ouvrir, maintenant et plus tard. Les chefs de votre délégation voient qui l’a ouvert. Ce que d’autres ont ouvert ne se reprend pas.',
  'papers.what.side':
    'Seuls les membres de votre délégation peuvent l’ouvrir. Aucune autre délégation n’apprend qu’il existe.',
  'papers.what.heads':
    'Il est scellé pour chaque chef et chef adjoint séparément. Les autres à la table peuvent voir que vous leur avez écrit, et non quoi.',
  'papers.what.other':
    'Il est scellé pour chaque membre de cette délégation séparément. Les autres à la table, y compris votre délégation, peuvent voir que vous leur avez écrit, et non quoi.',
  'papers.unreachable':
    'Ces personnes n’ont encore jamais été à la table et ne pourront pas l’ouvrir : {names}. Déposez-le de nouveau une fois qu’elles seront venues.',
  'papers.sending': 'Chiffrement et envoi…',
  'papers.failed.missing': 'Choisissez d’abord un fichier.',
  'papers.failed.name': 'Donnez-lui un nom de 1 à {max} caractères, sur une ligne.',
  'papers.failed.kind':
    'Les fichiers de ce type ne sont pas affichés ici. Enregistrez-le en PDF, PNG, JPEG, WebP, GIF ou texte brut, et choisissez celui-là.',
  'papers.failed.empty': 'Le fichier est vide. Choisissez-en un autre.',
  'papers.failed.tooLarge': 'Le fichier dépasse 50 Mo. Réduisez-le, ou déposez-le en plusieurs parties.',
  'papers.failed.unreadable':
    'Le fichier n’a pas pu être lu. Il a peut-être été modifié ou supprimé entre-temps ; choisissez-le de nouveau.',
  'papers.failed.meetingFull':
    'Les documents de cette réunion occupent toute la place que le serveur leur donne. Rien n’a été déposé. Demandez à l’exploitant du serveur une autre réunion.',
  'papers.failed.noSpace':
    'Le disque du serveur est plein. Rien n’a été déposé. Prévenez l’exploitant du serveur.',
  'papers.failed.tooFast': 'Trop de fichiers en peu de temps. Attendez une minute, puis réessayez.',
  'papers.failed.broken': 'Il n’est pas arrivé en entier au serveur, et rien n’a été déposé. Réessayez.',
  'papers.failed.cancelled': 'Rien n’a été déposé.',
  'papers.failed.unreachable':
    'Le serveur n’est pas joignable pour l’instant. Rien n’a été déposé ; réessayez dès qu’il le sera.',
  'papers.failed.notWritten':
    'Le fichier est sur le serveur, mais n’a pas pu être annoncé à tous ses destinataires. Consultez la liste, et déposez-le de nouveau.',
  'papers.failed.nobody':
    'Aucun des destinataires n’est encore venu, et personne ne pourrait l’ouvrir. Déposez-le quand ils seront venus.',
  'papers.failed.again': 'Le serveur n’a pas pu le prendre. Réessayez dans un instant.',
  'papers.mark': '{name} · {side} · {when}',
  'papers.view.close': 'Retour à la liste',
  'papers.view.opening': 'Récupération et déchiffrement…',
  'papers.view.page': 'Page {page} sur {pages}',
  'papers.view.back': 'Page précédente',
  'papers.view.on': 'Page suivante',
  'papers.view.zoomIn': 'Agrandir',
  'papers.view.zoomOut': 'Réduire',
  'papers.view.content': '{name}, la page',
  'papers.view.noText': 'Cette page est une image sans texte à lire à voix haute.',
  'papers.view.gone': 'Le serveur n’a plus ce fichier. Demandez qu’il soit déposé de nouveau.',
  'papers.view.changed':
    'Ce qui est arrivé n’est pas ce qui a été déposé ; rien n’en est montré. Quelqu’un l’a peut-être modifié sur le serveur ; demandez qu’il soit déposé de nouveau.',
  'papers.view.broken': 'Il n’a pas pu être récupéré. Revenez à la liste et ouvrez-le de nouveau.',
  'papers.view.unshowable':
    'Ce fichier ne peut être montré en sécurité : il est abîmé, verrouillé ou trop long à traiter. Demandez-le sous une autre forme.',
  'papers.view.stuck':
    'Cette page n’a pas pu être dessinée, ou pas à temps, et le fichier a été fermé. Demandez-le sous une autre forme.',
  'papers.withdraw': 'Retirer',
  'papers.withdraw.ask': 'Retirer {title} ?',
  'papers.withdraw.text':
    'Il reste dans la liste, marqué comme retiré, et la page ne l’ouvre plus pour personne. Qui l’a lu l’a lu. Le fichier scellé reste sur le serveur aussi longtemps que la réunion y est conservée ; sans la clé, personne ne l’y lit.',
  'papers.withdraw.failed':
    'Tous ceux à qui le document était destiné n’ont pas pu en être avertis. Réessayez.',
  'papers.withdrawn': 'Retiré le {when}',
  'papers.withdrawn.by': 'Retiré par {name}, {side}, le {when}',
  'papers.view.withdrawn': 'Ce document a été retiré et ne s’ouvre plus.',
  'papers.notice.tabled': 'Un document a été déposé.',
  'papers.notice.tabled.text': '{name}, {side} : {title} ({kind})',
  'papers.notice.nonPaper': 'Non-papier : {title}',
  'papers.notice.withdrawn': 'Un document a été retiré.',
  'papers.notice.withdrawn.text': '{name}, {side} : {title}',
  'papers.notice.withdrawn.nonPaper': 'Non-papier : {title}',
} as const satisfies Record<keyof typeof papersEn, Message>;
