"""torch_networks -- the networks of src/net in PyTorch, as functions of a dict of named weights, for torch.bats and
bench-networks. unet(x, weights, way) and critic(x, weights) find the number of levels and blocks in the names."""

import torch
import torch.nn.functional as F


def conv(x, weights, name):
    w, b = weights[name + ".w"], weights[name + ".b"]
    return F.conv2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), w, b)


def pair(x, weights, name):
    return F.relu(conv(F.relu(conv(x, weights, name + "a")), weights, name + "b"))


def larger(x, weights, name):
    if name + ".w" not in weights:
        return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
    w = weights[name + ".w"].transpose(0, 1).flip(2, 3)
    return F.conv_transpose2d(x, w, weights[name + ".b"], stride=2, padding=1, output_padding=1)


def unet(x, weights, way="up"):
    levels = sum(name.startswith("down") and name.endswith("a.w") for name in weights)
    skip = []
    for level in range(1, levels + 1):
        x = F.max_pool2d(x, 2) if skip else x
        more = pair(x, weights, f"down{level}")
        x = F.pad(x, (0, 0, 0, 0, 0, more.shape[1] - x.shape[1])) + more
        skip.append(x)
    for level in range(levels - 1, 0, -1):
        x = larger(x, weights, f"{way}{level}t")
        x = pair(torch.cat([skip[level - 1], x], 1), weights, f"{way}{level}")
    return conv(x, weights, "output" if way == "up" else way)


def critic(x, weights):
    for block in range(1, 1 + sum(name.endswith("a.w") for name in weights)):
        x = F.leaky_relu(F.conv2d(x, weights[f"block{block}a.w"], weights[f"block{block}a.b"], padding=1), 0.01)
        before = [(n - 1) // 2 * 2 + 3 - n for n in (x.shape[3], x.shape[2])]  # TensorFlow's "same"
        x = F.pad(x, [side for zeros in before for side in (zeros // 2, zeros - zeros // 2)])
        x = F.leaky_relu(F.conv2d(x, weights[f"block{block}b.w"], weights[f"block{block}b.b"], stride=2), 0.01)
    x = x.mean((2, 3)) @ weights["dense1.w"] + weights["dense1.b"]
    return torch.sigmoid(F.leaky_relu(x, 0.01) @ weights["dense2.w"] + weights["dense2.b"])[:, 0]


def window(x):
    g = torch.exp(-(((torch.arange(11, dtype=x.dtype) - 5) / 1.5) ** 2) / 2)
    return F.conv2d(x, torch.outer(g, g)[None, None] / g.sum() ** 2)


def ssim(x, y, span):
    """SSIM and its structure, as tf.image has them, of x and y [1][1][h][w]."""
    c1, c2 = (0.01 * span) ** 2, (0.03 * span) ** 2
    mx, my = window(x), window(y)
    structure = (2 * (window(x * y) - mx * my) + c2) / (window(x * x) - mx**2 + window(y * y) - my**2 + c2)
    return ((2 * mx * my + c1) / (mx**2 + my**2 + c1) * structure).mean(), structure.mean()


def ms_ssim(x, y, span):
    value = 1
    for scale, weight in enumerate((0.0448, 0.2856, 0.3001, 0.2363, 0.1333)):
        value = value * F.relu(ssim(x, y, span)[scale < 4]) ** weight
        odd = [0, x.shape[3] % 2, 0, x.shape[2] % 2]
        x, y = (F.avg_pool2d(F.pad(a, odd, mode="replicate"), 2) for a in (x, y))
    return value


def berhu(x, y, c):
    d = (x - y).abs()
    return torch.where(d <= c, d, (d**2 + c**2) / (2 * c)).mean()


def unet_weights(base, levels):
    """Random weights, to be trained, of the layers that src/net/unet.h lists for one channel in and out."""
    channels = [[max(8, 8 * int(c * base / 384 + 0.5)) for c in pair] for pair in
                ((25, 48), (72, 96), (144, 192), (288, 384), (576, 768))[:levels]]
    weights = {}

    def add(name, channels_in, channels_out):
        weights[name + ".w"] = (torch.randn(channels_out, channels_in, 3, 3) / (3 * channels_in**0.5)).requires_grad_()
        weights[name + ".b"] = torch.zeros(channels_out, requires_grad=True)

    before = 1
    for level, (a, b) in enumerate(channels, 1):
        add(f"down{level}a", before, a)
        add(f"down{level}b", a, b)
        before = b
    for level in range(levels - 1, 0, -1):
        b = channels[level - 1][1]
        add(f"up{level}a", b + channels[level][1], max(8, 8 * int(3 * b / 16 + 0.5)))
        add(f"up{level}b", weights[f"up{level}a.w"].shape[0], b)
    add("output", channels[0][1], 1)
    return weights
