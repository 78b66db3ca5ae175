"""What stands around the benchmark's plan: texts signed over the years, editions, messages, decisions, tables on their way, links.

What addresses name of it is said in :mod:`benchmarks.plan_pages`. What one act of a page needs (a claim that waits, a draft) hangs
on one commitment of the coordinator's, put in beside the others.
"""

import random
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

from benchmarks.plan_rows import FIRST, TODAY, Rows

ROWS_OF_A_TABLE = 300
CHANGED = 150
MESSAGES = 240
DECISIONS = 120
EDITIONS = 6
SERIES = 30
MONTHS = 118
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def upload(name: str, content: bytes) -> Any:
    """Return a file as somebody hands it in."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content)


class Around:
    """What the addresses of a large plan name, and who looks."""

    def __init__(self, rows: Rows, plan: Any) -> None:

        self.rows, self.plan = rows, plan
        self.at = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC)
        self.chance = random.Random(rows.seed)  # noqa: S311  # the same rows in each run
        self.coordinator, self.director = (rows.tenures[post.pk] for post in rows.of_side["customs"][:2])
        self.other = rows.tenures[rows.of_side["private"][0].pk]
        self.named: dict[str, Any] = {}

    @property
    def viewers(self) -> Mapping[str, Any]:
        """Name of a viewer → tenure: the coordinator owns the commitment of the acts, ``counterpart`` confirms it."""
        return {"coordinator": self.coordinator, "director": self.director, "counterpart": self.other}

    def acting(self, who: Any = None) -> dict[str, Any]:
        """Return what every action is given: who acts, when."""
        return {"actor": who or self.coordinator, "at": self.at}

    def fill(self) -> None:
        """Put everything in, in the order of what needs what."""
        from django.db import transaction

        from danaya.apps.commitments.following import follow_plan

        with transaction.atomic():
            self.commitments()
            self.bodies()
            for text in ("Première année", "Après la revue"):
                self.signed(text)
            self.moving()
            follow_plan(self.plan, TODAY)
            self.told()
            self.tables()
            self.figures()
        with transaction.atomic():
            self.workbook()

    def sample(self, state: str, number: int | None, steps: int = 5) -> Any:
        """Make one commitment of the coordinator's to the first private post."""
        from danaya.apps.commitments.models import Commitment, Indicator, Milestone

        row: Commitment = self.rows.commitment(self.plan, number or 0, self.rows.of_side)
        row.number, row.state, row.owner, row.counterpart = number, state, self.coordinator.post, self.other.post
        row.drafted_by, row.starts, row.ended_on = row.owner, date(2026, 1, 5), None
        row.drafted_on = row.starts
        row.proposed_on = row.starts if number else None
        row.adopted_on = row.starts if state == "adopted" else None
        row.save()
        Indicator.objects.bulk_create(self.rows.indicators([row]))
        for place in range(1, steps + 1):
            due = row.starts + timedelta(days=60 * place)
            Milestone.objects.create(
                commitment=row, position=place, text={"fr": f"Étape {place}."}, weight=20, starts=row.starts,
                first_due=due, due=due,
            )  # fmt: skip
        return row

    def commitments(self) -> None:
        """Put in the commitment of the acts, a draft and a proposal."""
        last = self.rows.commitments
        self.named |= {
            "one": self.sample("adopted", last + 1),
            "proposed": self.sample("proposed", last + 2),
            "draft": self.sample("draft", None),
        }

    def bodies(self) -> None:
        """Let every organisation adopt the plan; the coordinator initials for customs, the director signs."""
        from danaya.apps.commitments.actions.signing.arrange_signing import add_body, arrange_signing

        posts = {post.organisation_id: post for side in self.rows.of_side.values() for post in reversed(side)}
        for organisation, post in posts.items():
            signs = self.director.post if organisation == self.director.post.organisation_id else post
            body = add_body(self.plan, post.organisation, signs, **self.acting())
            if signs is not post:
                self.named["body"] = arrange_signing(body, signs, [post], **self.acting())

    def put(self, why: str) -> Any:
        """Change words of some commitments and put the text to signature."""
        from danaya.apps.commitments.actions.signing.put_to_signature import put_to_signature

        worded = [
            self.named["one"].number,
            *self.chance.sample(range(1, self.rows.commitments), min(CHANGED, self.rows.commitments // 3)),
        ]
        words = {"fr": f"Quand un tarif change, l'affiche est remplacée dans les deux jours ({why})."}
        self.plan.commitments.filter(number__in=worded).update(trigger=words)
        return put_to_signature(self.plan, {"fr": why}, leave_out=True, **self.acting())

    def signed(self, why: str) -> None:
        """Put a text to signature; both parties sign each article of it that they had not signed, bodies adopt."""
        from danaya.apps.commitments.actions.signing.write_signature import Act
        from danaya.apps.commitments.models import PlanState, Stance
        from danaya.apps.commitments.signing.standing import articles_of, bodies_of

        version = self.put(why)
        articles = articles_of(version)
        acts = [
            (Act(post, TODAY, commitment=one.commitment, person=f"Titulaire {post.sign_in_name}"), one.digest)
            for one in articles
            for post in one.missing
            if (one.commitment.pk, post.pk) != (self.named["one"].pk, self.other.post_id)
        ]
        stance = {"stance": Stance.RESERVED, "reservations": "Sous réserve des moyens."}
        acts += [(Act(one.body.signatory, TODAY, **stance), version.digest) for one in bodies_of(version)]
        self.write(version, acts)
        self.on_paper(version, next(one.digest for one in articles if one.commitment.pk == self.named["one"].pk))
        self.plan.refresh_from_db()
        self.plan.state = PlanState.ADOPTED
        self.plan.save()

    def write(self, version: Any, acts: Iterable[tuple[Any, str]]) -> None:
        """Append signatures to the register, as :func:`write_signature` does one by one."""
        from danaya.apps.commitments.models import Opening, RegisterEntry, Signature
        from danaya.apps.commitments.signing.register import link_of
        from danaya.engines.seals import append, canonical

        link = link_of(self.plan.register.order_by("-place")[0])
        entries, openings, signatures = [], [], []
        for act, digest in acts:
            payload, closings = self.said(version, act, digest)
            link = append(link, payload)
            entry = RegisterEntry(
                plan=self.plan, place=link.place, previous=link.previous, digest=link.digest,
                payload=canonical(link.payload).decode(),
            )  # fmt: skip
            entries.append(entry)
            openings += [
                Opening(entry=entry, field=one.field, salt=one.salt.hex(), text=one.text) for one in closings if one
            ]
            signatures.append(
                Signature(
                    version=version, commitment=act.commitment, organisation=act.post.organisation, post=act.post,
                    stance=act.stance, signed=digest, reservations=act.reservations, on=act.on, entry=entry,
                )
            )  # fmt: skip
        for kind, rows in ((RegisterEntry, entries), (Opening, openings), (Signature, signatures)):
            kind._default_manager.bulk_create(rows, batch_size=500)
        self.named["signature"] = signatures[0]

    def on_paper(self, version: Any, digest: str) -> None:
        """Enter a sheet that the counterpart signed: its body has to say whether it is its own."""
        from danaya.apps.commitments.actions.signing.write_signature import Act, write_signature
        from danaya.base.files.storing import store

        scan = store(upload("feuille.png", PNG), at=self.at)
        act = Act(self.other.post, TODAY, commitment=self.named["one"], scan=scan, entered_by=self.coordinator.post)
        write_signature(version, act, digest, self.chance.randbytes)
        self.named["scan"] = scan

    def said(self, version: Any, act: Any, digest: str) -> tuple[dict[str, Any], list[Any]]:
        """Return what an entry of the register says of a signature, and what it holds closed."""
        from danaya.apps.commitments.signing.register import PERSON, RESERVATIONS, closed
        from danaya.engines.language import in_language
        from danaya.engines.seals.register import Signature, sign

        person = closed(PERSON, act.person, self.chance.randbytes)
        reservations = closed(RESERVATIONS, act.reservations, self.chance.randbytes)
        signed = Signature(
            organisation=in_language(act.post.organisation.name, "fr"),
            post=in_language(act.post.title, "fr"),
            day=act.on,
            plan=version.digest,
            signed=digest,
            stance=str(act.stance),
            way="system",
            part=act.commitment.reference if act.commitment else "",
            reservations=reservations.digest if reservations else "",
            person=person.digest if person else "",
        )
        return dict(sign(signed)), [person, reservations]

    def put_again(self) -> None:
        """Put a third text to signature: pages of signing are then looked at."""
        self.put("Nouvelle année")
        self.plan.refresh_from_db()

    def moving(self) -> None:
        """Let everything that can happen to a commitment wait on one of them."""
        from danaya.apps.commitments.actions.progress import (
            answer_claim,
            ask_move,
            claim_milestone,
            escalate,
            issue_links,
            offer_help,
            record_outcome,
        )  # fmt: skip
        from danaya.apps.commitments.models import Answer, EvidenceKind
        from danaya.apps.commitments.progress.pieces import Piece
        from danaya.base.files.models import Visibility
        from danaya.base.files.storing import store
        from danaya.engines.followup import StallReason

        one = self.named["one"]
        steps = list(one.milestones.order_by("position"))
        claims = [
            claim_milestone(
                step, text="Fait.", **self.acting(),
                pieces=[Piece(EvidenceKind.PHOTO, Visibility.PUBLIC, store(upload("photo.png", PNG), at=self.at))],
            )
            for step in steps[:4]
        ]  # fmt: skip
        for claim, answer in zip(claims[1:], (Answer.CONTESTED, Answer.CONTESTED, Answer.FULL), strict=True):
            reason = "" if answer == Answer.FULL else "Nous avons compté 7 postes."
            answer_claim(claim, answer, reason=reason, **self.acting(self.other))
        outcome = record_outcome(claims[2], Answer.FULL, words="Vu.", met_on=TODAY, **self.acting(self.other))
        wanted = [(one, post) for post in (one.owner, one.counterpart)]
        links = issue_links(wanted, **self.acting(), random=self.chance.randbytes)
        self.named |= {
            "waiting": claims[0],
            "contested": claims[1],
            "outcome": outcome,
            "evidence": claims[3].evidence.get(),
            "change": ask_move(steps[4], due=date(2027, 6, 1), reason="Crue.", **self.acting()),
            "milestone": steps[4],
            "offer": offer_help(one, **self.acting(self.other)),
            "escalation": escalate(one, [StallReason.NO_EVENT], at=self.at),
            "links": {"owner": links[0].issued.code, "counterpart": links[1].issued.code},
        }

    def told(self) -> None:
        """Put in messages, decisions and editions of ten years."""
        from danaya.apps.commitments.models import Channel, Decision, Edition, Message
        from danaya.apps.commitments.telling.editions import content_of
        from danaya.engines.seals import digest

        known = list(self.plan.commitments.filter(state="adopted").order_by("number")[:MESSAGES])
        days = [FIRST + timedelta(days=4000 * place // MESSAGES) for place in range(MESSAGES)]
        messages = [
            Message(
                plan=self.plan, commitment=known[place % len(known)], audience={"fr": "Transporteurs"},
                words={"fr": f"Les frais sont affichés ({place})."}, channel=Channel.RADIO, by=self.coordinator.post,
                planned_on=day, done_on=day if day < TODAY and place % 9 else None,
            )
            for place, day in enumerate(days)
        ]  # fmt: skip
        options = [{"option": {"fr": f"Option {name}"}, "consequence": {"fr": "Suite"}} for name in "AB"]
        decisions = [
            Decision(
                plan=self.plan, commitment=known[place % len(known)], question={"fr": f"Ouvrir un poste ({place}) ?"},
                options=options, asked_on=FIRST, asked_by=self.coordinator.post, **self.taken(place),
            )
            for place in range(DECISIONS)
        ]  # fmt: skip
        Message.objects.bulk_create(messages)
        Decision.objects.bulk_create(decisions)
        content = content_of(self.plan, TODAY)
        for number in range(1, EDITIONS + 1):
            said = {**content, "on": (FIRST + timedelta(days=300 * number)).isoformat()}
            edition = Edition.objects.create(
                plan=self.plan, number=number, content=said, digest=digest(said), made_on=TODAY,
                made_by=self.coordinator.post, authorised_on=TODAY, authorised_by=self.director.post,
            )  # fmt: skip
        self.named |= {"message": messages[-1], "decision": decisions[-1], "edition": edition}

    def taken(self, place: int) -> dict[str, Any]:
        """Return what was decided of a question; nothing of the last two."""
        if place >= DECISIONS - 2:
            return {}
        on = FIRST + timedelta(days=30 * place)
        return {"chosen": 0, "decided_on": on, "decided_by": self.director.post, "reference": f"NS-{place}"}

    def tables(self) -> None:
        """Hand in a follow-up table and name the posts of its owners."""
        from danaya.apps.commitments.actions.take_over_table import account_in, begin_import, name_parties

        lines = ["Action;Responsable;Échéance;État"]
        lines += [
            f"Publier le barème {place};Chef {place % 20};{place % 27 + 1:02d}/06/2027;en cours"
            for place in range(ROWS_OF_A_TABLE)
        ]
        held = begin_import(self.plan, upload("suivi.csv", "\n".join(lines).encode()), **self.acting())
        pair = [str(self.coordinator.post_id), str(self.other.post_id)]
        name_parties(held, dict.fromkeys(account_in(held).owners, pair))
        self.named["table"] = held

    def figures(self) -> None:
        """Put in the standards and series of ten years, and a table of each on its way."""
        from danaya.apps.indicators.actions.add_standards import add_standards
        from danaya.apps.indicators.actions.begin_import import begin_import
        from danaya.apps.indicators.models import Figure, Framework, Series

        add_standards(**self.acting())
        series = [
            Series(
                code=f"serie-{place}", title={"fr": f"Délai au poste {place}"}, unit={"fr": "heures"},
                source={"fr": "SYDONIA"}, better="down", frequency="monthly", visibility="forum",
            )
            for place in range(SERIES)
        ]  # fmt: skip
        Series.objects.bulk_create(series)
        months = [date(2017 + place // 12, place % 12 + 1, 1) - timedelta(days=1) for place in range(MONTHS)]
        figures = [Figure(series=one, day=day, value=self.chance.randrange(10, 90)) for one in series for day in months]
        Figure.objects.bulk_create(figures, batch_size=500)
        framework = Framework.objects.get(code="plan")
        objectives = "Code;Objectif\n" + "\n".join(
            f"{place // 8 + 1}.{place % 8 + 1};Objectif revu {place}" for place in range(120)
        )
        of_framework = begin_import(upload("plan.csv", objectives.encode()), framework=framework, **self.acting())
        lines = "Mois;Valeur\n" + "\n".join(f"{day:%m/%Y};{place}" for place, day in enumerate(months))
        of_series = begin_import(upload("delais.csv", lines.encode()), series=series[0], **self.acting())
        self.named |= {
            "framework": framework,
            "series": series[0],
            "figure": figures[0],
            "drafts": {"framework": of_framework.pk, "series": of_series.pk},
        }

    def workbook(self) -> None:
        """Send the whole plan back as a workbook in which words of some commitments were changed."""
        from danaya.apps.commitments.actions.take_workbook import keep_returned, read_returned, take_in
        from danaya.apps.commitments.overviews.workbook.choices import lists_in
        from danaya.apps.commitments.overviews.workbook.writing import detailed, write_workbook
        from danaya.apps.commitments.queries import with_parties

        rows = list(detailed(with_parties(self.plan.commitments.order_by("number"))))
        content = changed(write_workbook(self.plan, rows, language="fr", at=self.at), range(1, CHANGED + 1))
        stored = take_in(upload("plan.xlsx", content), at=self.at)
        held = read_returned(self.plan, stored, lists_in("fr"), **self.acting())
        self.named["returned"] = keep_returned(held, **self.acting())


def changed(workbook: bytes, numbers: Iterable[int]) -> bytes:
    """Return a workbook in which the words of some results were changed, as a person would in Excel."""
    wanted = {str(number) for number in numbers}
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == "xl/sharedStrings.xml" or entry.filename.startswith("xl/worksheets/"):
                words = re.sub(r"\((\d+)\)\.", lambda found: _reworded(found, wanted), content.decode())
                content = words.encode()
            after.writestr(entry, content)
    return out.getvalue()


def _reworded(found: re.Match[str], wanted: set[str]) -> str:
    return f"({found[1]}), partout." if found[1] in wanted else found[0]
