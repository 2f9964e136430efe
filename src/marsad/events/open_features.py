"""Named features of a word opening a happening of its own: the choice against joining one told before, in the task ``join``.

Opening and joining are weighed on one scale: a frame goes where its score is highest.
"""

from __future__ import annotations

from marsad.events.features import words_beside
from marsad.events.frames import Frame
from marsad.events.join_features import Survey, near
from marsad.events.scene import Scene

_BESIDE = 4  # tokens around a frame whose words count
_MOST = 4  # sentences and groups told apart
_OF_FRAME = ("before=", "said=", "light=", "prep=", "time=", "actor=", "place=", "hurt=", "counted", "sent=", "cue=")


def open_features(scene: Scene, groups: list[list[Frame]], frame: Frame, around: Survey) -> list[str]:
    """What speaks for ``frame`` telling none of the happenings in ``groups`` (at least one)."""
    article, family = frame.hit.article, frame.family
    gaps = [frame.sent - groups[n][-1].sent for n in around.kin]
    kin = str(min(_MOST, min(gaps))) if gaps else "no"
    lag = min(_MOST, frame.sent - groups[around.latest][-1].sent)
    out = ["new", f"new|w={frame.lemma}", f"new|family={family}|{frame.form[:4]}", f"new|kin={kin}", f"new|kin={kin}|{family}", f"new|kin={kin}|definite={article}",
           f"new|kin={kin}|news={near(scene, frame).news}", f"new|groups={min(_MOST, len(groups))}", f"new|kind={frame.kind}", f"new|lag={lag}"]
    out += [f"new|{name}" for name in frame.features if name.startswith(_OF_FRAME)]
    return out + [f"new|bw={word}" for word in words_beside(scene, frame.first, frame.last, _BESIDE, _BESIDE)]
