load helpers

# torch CODE [ARG...]: runs Python with PyTorch, the networks of torch_networks.py and arrays of a bundle, or skips.
torch() {
    local tests=$BATS_TEST_DIRNAME
    numpy "import importlib.util
sys.exit(importlib.util.find_spec('torch') is None)" || skip "no PyTorch here; install it with: ./setup.sh peers"
    PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$tests:$tests/../tools numpy "
import torch, npystream, torch_networks
torch.set_default_dtype(torch.float64)
def bundle(name):
    with open(name, 'rb') as f:
        arrays = {meta['name']: torch.tensor(array.astype('f8')) for array, meta in npystream.read(f)}
    for name, a in arrays.items():
        if name.endswith('.w') and 'dense' not in name:
            arrays[name] = a.reshape(a.shape[0], -1, 3, 3)
    return arrays
def same(name, got, want, tolerance=2e-5):
    error = ((got - want).abs().max() / want.abs().max()).item()
    assert error < tolerance, f'{name}: {error:.1e} of the largest value'
$1" "${@:2}"
}

# network KIND [native] NUMBER...: what the program of networks.c says
network() { if [ "$2" = native ]; then "$NETWORKS" native "$1" "${@:3}"; else "$NETWORKS" "$@"; fi; }

# The images are small: among a million units one lies so near to 0 that rounding decides whether a ReLU passes it, and
# then the gradients of PyTorch and ours differ by one per cent.
@test "all outputs and gradients of the U-Net are those of PyTorch" {
    for shape in 'unet 1 8 3 32' 'unet 2 8 5 16' 'unet 1 16 4 16' 'unet 1 48 2 8' 'transposed 1 8 5 32' \
        'unet native 1 8 2 16' 'unet native 1 16 3 16' 'unet native 2 48 2 8' 'transposed native 1 16 3 16'; do
        network $shape >unet.npy
        torch "
a, (channels, _, _, side) = bundle('unet.npy'), map(int, sys.argv[-4:])
weights = {name: a[name].requires_grad_() for name in a if '.' in name and name[:2] != 'd_'}
x = a['x'].reshape(2, channels, side, side).requires_grad_()
y, map = (torch_networks.unet(x, weights, way).flatten() for way in ('up', 'dpm'))
same('y', a['y'], y)
same('map', a['map'], map)
(y @ a['d_y']).backward(retain_graph=True)
same('d_x', a['d_x'], x.grad.flatten())
decoder = [name for name in weights if name[:3] == 'dpm']
decoded = torch.autograd.grad(map @ a['d_y'], [weights[name] for name in decoder])
wanted = dict({name: w.grad for name, w in weights.items()}, **dict(zip(decoder, decoded)))
for name, want in wanted.items():
    same(name, a['d_' + name].reshape(want.shape), want)" $shape
    done
}

@test "all outputs and gradients of the critic are those of PyTorch" {
    for shape in '8 3 32' '8 6 64' '16 4 37' 'native 16 3 32'; do
        network critic $shape >critic.npy
        torch "
a, side = bundle('critic.npy'), int(sys.argv[-1])
weights = {name: a[name].requires_grad_() for name in a if '.' in name and name[:2] != 'd_'}
x = a['x'].reshape(2, 1, side, side).requires_grad_()
y = torch_networks.critic(x, weights)
same('y', a['y'], y)
(y @ a['d_y']).backward()
same('d_x', a['d_x'], x.grad.flatten())
for name, w in weights.items():
    same(name, a['d_' + name].reshape(w.shape), w.grad, 1e-4)" $shape
    done
}

@test "all losses and their gradients are those of PyTorch" {
    for shape in '161 161' '166 203'; do
        "$NETWORKS" losses $shape >losses.npy
        torch "
a, shape = bundle('losses.npy'), tuple(map(int, sys.argv[1:]))
x, y = a['x'].reshape(1, 1, *shape).requires_grad_(), a['y'].reshape(1, 1, *shape)
wanted = dict(berhu=torch_networks.berhu(x, y, 0.3), ssim=torch_networks.ssim(x, y, 6)[0],
              ms_ssim=torch_networks.ms_ssim(x, y, 6), adversary=((x - 1)**2).mean())
for got, (name, want) in zip(a['value'], wanted.items()):
    same(name, got, want, 1e-6)
    same('gradient of ' + name, a['d_' + name], torch.autograd.grad(want, x)[0].flatten())" $shape
    done
}
